using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.Lineages;

/// <summary>What statements store of what they read, as <c>target&lt;source</c>, with ~ for what is computed.</summary>
public sealed class StoredValueTests
{
    [Theory]
    [InlineData("insert into plain select ssn from customers", "plain.note=customers.ssn")]
    [InlineData("insert into plain (note) (select upper(ssn) from customers) on conflict do nothing returning note", "plain.note~customers.ssn")]
    [InlineData("insert into orders (note, id) select name, 1 from customers union select note, id from orders", "orders.note=customers.name+orders.note, orders.id=orders.id")]
    [InlineData("with a as (select city as x from customers) insert into plain select x from a", "plain.note=customers.city")]
    [InlineData("insert into orders select id from customers", "_=customers.id")]
    [InlineData("insert into plain values ((select ssn from customers)), (default)", "plain.note~customers.ssn")]
    [InlineData("select id, upper(city) u into copy from customers", "_=customers.id, _~customers.city")]
    [InlineData("create temp table if not exists x (a) with (fillfactor = 10) on commit preserve rows as select ssn from customers with no data", "_=customers.ssn")]
    [InlineData("create table x as table customers", "_=customers.id, _=customers.name, _=customers.ssn, _=customers.email, _=customers.city")]
    [InlineData("update customers set email = (select email from customers where id = 14) where id = 13", "customers.email=customers.email")]
    [InlineData("update customers c set city = upper(name), name = default where id = 1", "customers.city~customers.name, customers.name")]
    [InlineData("update customers c set city = o.note from orders o where o.customer_id = c.id returning city", "customers.city=orders.note")]
    [InlineData("update customers set (city, name) = (select note, id from orders), email = 'x' || ssn", "_~orders.note+orders.id, _~customers.ssn")]
    public void Stored(string sql, string expected) => Assert.Equal(expected, Of(sql));

    [Theory]
    [InlineData("insert into plain select * from nosuch")]
    [InlineData("insert into orders (note) select note from plain on conflict (id) do update set note = (select ssn from customers)")]
    [InlineData("with i as (insert into plain select ssn from customers) insert into plain select city from customers")]
    [InlineData("with u as (update orders set note = 'x' from customers) update orders set note = plain.note from plain")]
    [InlineData("create view v as select city from customers")]
    [InlineData("create view v as with q as (table plain) select ssn as select from customers")]
    [InlineData("create materialized view v as table customers")]
    [InlineData("create table x as execute q")]
    [InlineData("create table x partition of customers default")]
    [InlineData("create rule r as on insert to plain do also insert into orders select from customers")]
    [InlineData("merge into plain p using customers c on true when matched then update set note = c.ssn")]
    [InlineData("explain analyze insert into plain select city from customers")]
    [InlineData("insert into plain (note[1]) select city from customers")]
    public void Not_known(string sql) => Assert.Equal("unknown", Of(sql));

    private static string Of(string sql)
    {
        byte[] text = Encoding.UTF8.GetBytes(sql);
        StatementBatch batch = PostgresAnalyzer.Analyze(text, LexicalContext.PostgresDefault);
        batch = PostgresAnalyzer.WithOutputs(batch, text, LexicalContext.PostgresDefault, new SampleShapes(), static _ => true);
        StatementSummary statement = Assert.Single(batch.Statements);
        Assert.Equal(DataMovement.StoresWhatItReads, statement.Movement);
        return statement.Stored.IsDefault ? "unknown" : string.Join(", ", statement.Stored.Select(Of));
    }

    private static string Of(StoredValue value)
    {
        string target = value.Target is { } column ? $"{column.Relation}.{column.Column}" : "_";
        string sources = string.Join('+', value.Lineage.Sources.Select(source => $"{source.Relation}.{source.Column}"));
        return sources.Length == 0 ? target : target + (value.Lineage.Derivation == Derivation.Copy ? '=' : '~') + sources;
    }
}
