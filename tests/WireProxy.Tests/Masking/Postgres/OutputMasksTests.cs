using System.Text;
using WireProxy.Masking;
using WireProxy.Masking.Postgres;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Tests.Masking.Postgres;

/// <summary>
/// Over customers(id, name, ssn, email, note) with ssn under Last4 and email under Full, orders(id, note), and two relations
/// twice(note) in different schemas of which one has a masked note.
/// </summary>
public sealed class OutputMasksTests
{
    private static readonly CatalogSnapshot Catalog = Read();

    /// <summary>The masks of columns without an origin: <c>-</c> for none.</summary>
    [Theory]
    [InlineData("select count(*), max(note) from customers", "- -")]
    [InlineData("select upper(ssn), id + 1 from customers", "Full -")]
    [InlineData("select ssn, 'x' from customers union select note, id from orders", "Last4 -")]
    [InlineData("select ssn from customers union select email from customers", "Full")]
    [InlineData("select (select ssn from customers limit 1)", "Last4")]
    [InlineData("select row_to_json(c), row_to_json(o) from customers c, orders o", "Full -")]
    [InlineData("select json_agg(s) from (select id, name from customers) s", "-")]
    [InlineData("select c.upper, c.nosuch, c.ctid from customers c", "Full Full -")]
    [InlineData("select my_function(id), public.upper(name) from customers", "Full Full")]
    [InlineData("select upper(relname) from pg_class, customers", "Full")]
    [InlineData("select upper(x) from nosuch", "Full")]
    [InlineData("select upper(note) from twice", "Full")]
    [InlineData("select upper(note) from twice, orders", "Full")]
    [InlineData("select upper(t.note), upper(s.note) from a.twice t, b.twice s", "- Full")]
    [InlineData("update customers set name = 'x' returning upper(name), ssn || ''", "- Full")]
    [InlineData("declare k cursor for select upper(name), upper(ssn) from customers", "- Full")]
    [InlineData("declare k cursor for select upper(name), upper(ssn) from customers; fetch all from k", "- Full")]
    [InlineData("begin; set x = 1; select upper(name), upper(email) from customers; commit", "- Full")]
    [InlineData("select upper(name), 1 from customers; select 1, upper(ssn) from customers", "- Full")]
    [InlineData("select upper(name) from customers; fetch all from k", "Full")]
    [InlineData("select upper(name) from customers; show work_mem", "Full")]
    [InlineData("select upper(name) from customers; explain select 1", "Full")]
    [InlineData("execute q", "Full")]
    [InlineData("select upper(name) from customers where not a statement (", "Full")]
    public void Without_an_origin(string sql, string masks) =>
        Assert.Equal(masks, Shown(Of(sql).Computed, masks.Split(' ').Length));

    /// <summary>What lineage adds where the server names an origin without a mask.</summary>
    [Theory]
    [InlineData("select ssn, email, name, upper(ssn) from customers", "Last4 Full - -")]
    [InlineData("select note from twice", "-")]
    [InlineData("select note from b.twice", "Full")]
    [InlineData("select nosuch from customers", "-")]
    [InlineData("select ssn from customers; select note from orders", "-")]
    [InlineData("select ssn from customers; select 1, note from orders", "Last4")]
    public void With_an_origin(string sql, string masks) =>
        Assert.Equal(masks, Shown(Of(sql).AtLeast, masks.Split(' ').Length));

    [Fact]
    public void A_result_of_another_width_than_the_statement_has_is_not_known()
    {
        OutputMasks masks = Of("select count(*) from customers");
        Assert.Null(masks.Computed(0, 1));
        Assert.Equal(MaskKind.Full, masks.Computed(0, 2)?.Kind);
        Assert.Equal(MaskKind.Full, masks.Computed(1, 2)?.Kind);
    }

    [Fact]
    public void Without_a_catalog_nothing_is_known() => Assert.Same(OutputMasks.Unknown, Of("select count(*) from customers", CatalogSnapshot.Unknown));

    [Fact]
    public void Of_two_readings_only_what_both_say_holds()
    {
        OutputMasks one = Of("select count(*) from customers");
        Assert.Same(one, one.Stricter(Of("select max(id) from customers")));
        Assert.Same(OutputMasks.Unknown, one.Stricter(Of("select max(ssn) from customers")));
        Assert.Same(OutputMasks.Unknown, one.Stricter(OutputMasks.Clean));
    }

    [Theory]
    [InlineData("update customers set ssn = (select ssn from customers where id = 2) where id = 1", true)]
    [InlineData("update customers set email = upper((select email from customers where id = 2)) where id = 1", true)]
    [InlineData("update customers set ssn = upper((select ssn from customers where id = 2)) where id = 1", false)]
    [InlineData("update customers set email = ssn", false)]
    [InlineData("update customers set name = ssn", false)]
    [InlineData("update customers set name = o.note from orders o", true)]
    [InlineData("insert into orders select id, name from customers", true)]
    [InlineData("insert into orders select id, ssn from customers", false)]
    [InlineData("insert into customers select * from customers", true)]
    [InlineData("insert into customers (email) select ssn from customers", false)]
    [InlineData("create table t as select id, upper(name) from customers", true)]
    [InlineData("create table t as select * from customers", false)]
    [InlineData("create view t as select ssn from customers", true)]
    [InlineData("create or replace view t as select ssn from customers", false)]
    [InlineData("create materialized view t as select id from customers", true)]
    [InlineData("create materialized view t as select id, ssn from customers", false)]
    [InlineData("insert into orders select 1, 'x' on conflict (id) do update set note = (select ssn from customers limit 1)", false)]
    [InlineData("insert into orders values (1, 'x') on conflict (id) do update set note = excluded.note || orders.note", true)]
    [InlineData("insert into customers (id, email) select id, email from customers on conflict (id) do update set email = excluded.email", true)]
    [InlineData("insert into customers (id, ssn) select id, ssn from customers on conflict (id) do update set note = excluded.ssn", false)]
    [InlineData("merge into orders o using customers c on o.id = c.id when matched then update set note = c.name", true)]
    [InlineData("merge into orders o using customers c on o.id = c.id when matched then update set note = c.ssn", false)]
    [InlineData("merge into customers t using customers c on t.id = c.id when matched then update set ssn = c.ssn when not matched then insert (id, ssn) values (c.id, c.ssn)", true)]
    [InlineData("with i as (insert into orders select id, name from customers returning id) select count(*) from i", true)]
    [InlineData("with i as (insert into orders select id, ssn from customers returning id) select count(*) from i", false)]
    [InlineData("update b.twice set note = (select max(note) from twice)", false)]
    [InlineData("update twice set note = (select note from twice limit 1)", true)]
    [InlineData("update a.twice set note = (select note from b.twice limit 1)", false)]
    public void Values_may_be_stored_that_have_no_mask_or_keep_theirs(string sql, bool harmless) =>
        Assert.Equal(harmless, StoredValues.AreHarmless(Analyzed(sql, Catalog).Statements[0], Catalog));

    private static string Shown(Func<int, int, MaskSpec?> maskOf, int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(at => maskOf(at, count)?.Kind.ToString() ?? "-"));

    private static OutputMasks Of(string sql) => Of(sql, Catalog);

    private static OutputMasks Of(string sql, CatalogSnapshot catalog) => OutputMasks.Of(Analyzed(sql, catalog), catalog);

    private static StatementBatch Analyzed(string sql, CatalogSnapshot catalog)
    {
        byte[] text = Encoding.UTF8.GetBytes(sql);
        StatementBatch batch = PostgresAnalyzer.Analyze(text, LexicalContext.PostgresDefault);
        return PostgresAnalyzer.WithOutputs(batch, text, LexicalContext.PostgresDefault, catalog, KnownFunctions.IsPure);
    }

    private static CatalogSnapshot Read()
    {
        const string policies = """
            { "Name": "p", "Masks": [ { "Column": "public.customers.ssn", "With": "Last4" }, { "Column": "*.customers.email", "With": "Full" },
              { "Column": "b.twice.note", "With": "Full" } ] }
            """;
        var builder = new CatalogBuilder(Sessions.Postgres.RelayedSession.Scope(policies).Catalog.Masks);
        Add(builder, 1, "public", "customers", "id", "name", "ssn", "email", "note");
        Add(builder, 2, "public", "orders", "id", "note");
        Add(builder, 3, "a", "twice", "note");
        Add(builder, 4, "b", "twice", "note");
        builder.AddRelation(5, "pg_catalog", "pg_class", 1);
        return CatalogSnapshot.Of(1, DateTimeOffset.UnixEpoch, builder.Build(), []);
    }

    private static void Add(CatalogBuilder builder, uint oid, string schema, string name, params string[] columns)
    {
        builder.AddRelation(oid, schema, name, (short)columns.Length);
        for (short at = 0; at < columns.Length; at++)
            builder.AddColumn(oid, (short)(at + 1), columns[at]);
    }
}
