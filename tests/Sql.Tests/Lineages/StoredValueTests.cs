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
    [InlineData("insert into orders (note) select note from plain where note > '' on conflict (id) where id > 1 do update set note = (select ssn from customers)",
        "orders.note=plain.note, orders.note=customers.ssn")]
    [InlineData("insert into orders (id, note) select id, ssn from customers on conflict (id) do update set note = excluded.note, total = excluded.id, customer_id = orders.id",
        "orders.id=customers.id, orders.note=customers.ssn, orders.note=customers.ssn, orders.total=customers.id, orders.customer_id=orders.id")]
    [InlineData("insert into orders select id, 1, 2, ssn from customers on conflict on constraint k do update set (note, id) = (excluded.note, excluded.id) where excluded.id > 1 returning id",
        "orders.id=customers.id, orders.customer_id, orders.total, orders.note=customers.ssn, _~customers.ssn+customers.id")]
    [InlineData("insert into customers values (1, 'x') on conflict (id) do update set email = excluded.city, name = excluded.name, ssn = customers.ssn || '', city = customers.name",
        "_, _, customers.email=customers.city, customers.name, customers.ssn~customers.ssn, customers.city=customers.name")]
    [InlineData("insert into plain select x.note from plain x join orders on conflict = 1 on conflict do nothing", "plain.note=plain.note")]
    [InlineData("with i as (insert into plain select ssn from customers) insert into plain select city from customers", "plain.note=customers.ssn, plain.note=customers.city")]
    [InlineData("with a as (select ssn as x from customers), i as (insert into plain select x from a returning note), b as (select 1 as x) select * from i", "plain.note=customers.ssn")]
    [InlineData("with plain as (select ssn as note from customers), i as (insert into orders (note) select note from plain) select 1", "orders.note=customers.ssn")]
    [InlineData("with i as (insert into orders (note) select note from plain), plain as (select ssn as note from customers) select 1", "orders.note=plain.note")]
    [InlineData("with recursive i as (insert into orders (note) select note from plain), plain as (select ssn as note from customers) select 1", "orders.note=customers.ssn")]
    [InlineData("with u as (update orders set note = c.city from customers c), d as (delete from plain returning note) update orders set note = d.note from d",
        "orders.note=customers.city, orders.note=plain.note")]
    [InlineData("merge into plain p using customers c on p.note = case when c.id = 1 then 'x' else c.ssn end when matched and c.id > 1 then update set note = c.ssn "
        + "when not matched by target then insert (note) values (upper(c.city)) when matched then delete when not matched then do nothing",
        "plain.note=customers.ssn, plain.note~customers.city")]
    [InlineData("with s as (select id, ssn from customers) merge into orders as o using s on s.id = o.id when not matched then insert values (s.id, 1, 2, s.ssn)"
        + " when matched then update set note = o.note, total = default returning o.id",
        "orders.id=customers.id, orders.customer_id, orders.total, orders.note=customers.ssn, orders.note=orders.note, orders.total")]
    [InlineData("create view v as select city from customers", "")]
    [InlineData("create temp recursive view v (a) with (security_barrier) as select ssn from customers with cascaded check option", "")]
    [InlineData("create materialized view if not exists v (a) tablespace t as select ssn from customers with no data", "_=customers.ssn")]
    public void Stored(string sql, string expected) => Assert.Equal(expected, Of(sql));

    [Theory]
    [InlineData("insert into plain select * from nosuch")]
    [InlineData("create or replace view v as select city from customers")]
    [InlineData("merge into plain p using customers c on true when matched then update set note = c.ssn when not matched then delete all")]
    [InlineData("merge into plain p using customers c on true when not matched then insert values (c.*)")]
    [InlineData("insert into nosuch select id from orders on conflict (id) do update set id = excluded.id, x = (select y from z) z")]
    [InlineData("create table x as execute q")]
    [InlineData("create table x partition of customers default")]
    [InlineData("create rule r as on insert to plain do also insert into orders select from customers")]
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
