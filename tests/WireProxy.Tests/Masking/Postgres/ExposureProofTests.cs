using WireProxy.Masking;
using WireProxy.Masking.Postgres;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Tests.Masking.Postgres;

/// <summary>What real texts are proven to be, over customers(id, name, ssn) with a masked ssn, and plain(note).</summary>
public sealed class ExposureProofTests
{
    private static readonly CatalogSnapshot Catalog = Read();

    [Theory]
    [InlineData("")]
    [InlineData("select 1, upper('x'), now()")]
    [InlineData("select count(*), max(note) from plain p where note like 'x%' group by note")]
    [InlineData("with c as (select note from public.plain) select upper(note) from c")]
    [InlineData("insert into plain (note) values ('x') returning upper(note)")]
    [InlineData("update plain set note = 'x' where note = 'y' returning 1")]
    [InlineData("explain select * from plain")]
    [InlineData("begin")]
    [InlineData("declare c cursor for select upper(note) from plain; fetch all from c")]
    [InlineData("show work_mem")]
    [InlineData("select set_config('application_name', 'x', false)")]
    public void Proven(string text) => Assert.Equal(Exposure.ProvenClean, Of(text, Catalog));

    [Theory]
    [InlineData("select upper(ssn) from customers")]
    [InlineData("select (select ssn from customers limit 1)")]
    [InlineData("select 1 from plain where note = (select ssn from customers limit 1)")]
    [InlineData("with c as (select ssn from customers) select count(*) from plain")]
    [InlineData("select * from unknown_relation")]
    [InlineData("select my_function()")]
    [InlineData("select pg_temp.upper('x')")]
    [InlineData("select public.upper('x')")]
    [InlineData("select current_setting('x')")]
    [InlineData("select query_to_xml('select ssn from customers', true, true, '')")]
    [InlineData("fetch all from c")]
    [InlineData("execute s")]
    [InlineData("fetch all from c; close c; declare c cursor for select upper(note) from plain")]
    [InlineData("declare d cursor for select upper(note) from plain; fetch all from c")]
    [InlineData("declare c cursor for select upper(ssn) from customers; fetch all from c")]
    [InlineData("call p()")]
    [InlineData("do $$ $$")]
    [InlineData("update customers set name = 'x'")]
    [InlineData("delete from customers")]
    [InlineData("insert into customers values (1, 'x', 'y')")]
    [InlineData("create unique index on customers (ssn)")]
    [InlineData("select most_common_vals::text from pg_stats")]
    [InlineData("select 1; select upper(ssn) from customers")]
    [InlineData("explain select * from customers")]
    [InlineData("not a statement at all")]
    public void Not_proven(string text) => Assert.Equal(Exposure.Unproven, Of(text, Catalog));

    [Fact]
    public void Without_a_catalog_only_texts_without_relations_are_proven()
    {
        Assert.Equal(Exposure.ProvenClean, Of("select 1", CatalogSnapshot.Unknown));
        Assert.Equal(Exposure.Unproven, Of("select upper(note) from plain", CatalogSnapshot.Unknown));
        Assert.Equal(Exposure.Unproven, Of("insert into plain values (1)", CatalogSnapshot.Unknown));
    }

    [Fact]
    public void In_a_database_without_masked_columns_everything_is_proven()
    {
        CatalogSnapshot clean = CatalogSnapshot.Of(1, DateTimeOffset.UnixEpoch, [], []);
        Assert.Equal(Exposure.ProvenClean, Of("select my_function(ssn) from customers", clean));
    }

    private static Exposure Of(string text, CatalogSnapshot catalog) =>
        ExposureProof.Of(PostgresAnalyzer.Analyze(System.Text.Encoding.UTF8.GetBytes(text), LexicalContext.PostgresDefault), catalog);

    private static CatalogSnapshot Read()
    {
        CatalogPlan plan = Sessions.Postgres.RelayedSession.Scope(Sessions.Postgres.MaskedSessionFixture.Policies).Catalog;
        var builder = new CatalogBuilder(plan.Masks);
        builder.AddRelation(1, "public", "customers", 3);
        builder.AddColumn(1, 3, "ssn");
        builder.AddRelation(2, "public", "plain", 1);
        builder.AddRelation(3, "pg_catalog", "pg_stats", 1);
        builder.AddColumn(3, 1, "most_common_vals");
        return CatalogSnapshot.Of(1, DateTimeOffset.UnixEpoch, builder.Build(), []);
    }
}
