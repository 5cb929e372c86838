using System.Text;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Policy;
using WireProxy.Sql.Lexing;

namespace WireProxy.Tests.Sessions.Postgres;

/// <summary>Routines and DO in a session that masks ssn of customers(id, name, ssn), beside plain(note).</summary>
public sealed class MaskedCodeRuleTests
{
    private const string Masks = """{ "Name": "p", "Masks": [ { "Column": "public.customers.ssn", "With": "Full" } ] }""";

    [Theory]
    [InlineData("DO $$ BEGIN RAISE NOTICE '%', (SELECT string_agg(ssn, ',') FROM customers); END $$")]
    [InlineData("DO $$ DECLARE r record; BEGIN FOR r IN SELECT * FROM customers LOOP RAISE DEBUG '%', r; END LOOP; END $$")]
    [InlineData("DO $$ DECLARE v text; BEGIN SELECT ssn INTO v FROM customers LIMIT 1; INSERT INTO plain VALUES (v); END $$")]
    [InlineData("DO $$ BEGIN EXECUTE 'INSERT INTO plain SELECT ssn FROM customers'; END $$")]
    [InlineData("DO $$ BEGIN EXECUTE 'SELECT ' || 1; END $$")]
    [InlineData("DO $$ BEGIN INSERT INTO plain VALUES (my_function()); END $$")]
    [InlineData("DO $$ DECLARE c refcursor := 'c'; v text; BEGIN FETCH c INTO v; INSERT INTO plain VALUES (v); END $$")]
    [InlineData("DO $$ BEGIN UPDATE customers SET id = NULL; EXCEPTION WHEN OTHERS THEN INSERT INTO plain VALUES (SQLERRM); END $$")]
    [InlineData("DO $$ BEGIN ALTER TABLE customers RENAME TO c; END $$")]
    [InlineData("DO $$ BEGIN PERFORM * FROM unknown_relation; END $$")]
    [InlineData("DO LANGUAGE plpython3u 'pass'")]
    [InlineData("CREATE FUNCTION f() RETURNS SETOF text LANGUAGE sql AS 'SELECT ssn FROM customers'")]
    [InlineData("CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT ssn FROM customers LIMIT 1); END'")]
    [InlineData("CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(ssn) FROM customers; END")]
    [InlineData("CREATE FUNCTION f(v text) RETURNS void LANGUAGE sql AS 'INSERT INTO plain VALUES (v)'")]
    [InlineData("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO plain VALUES (new.ssn); RETURN new; END'")]
    [InlineData("CREATE FUNCTION f(v text) RETURNS void LANGUAGE sql AS $$ SELECT pg_notify('c', v) $$")]
    [InlineData("CREATE FUNCTION f(v text) RETURNS void LANGUAGE sql AS $$ SELECT set_config('a.b', v, false) $$")]
    [InlineData("CREATE FUNCTION f(v text) RETURNS text LANGUAGE plpgsql AS 'BEGIN EXECUTE v; END'")]
    [InlineData("CREATE FUNCTION f(v text) RETURNS void LANGUAGE plpgsql AS 'BEGIN CREATE TABLE leak AS SELECT v; END'")]
    [InlineData("CREATE FUNCTION f(v text) RETURNS void LANGUAGE sql AS 'SELECT v INTO leak'")]
    [InlineData("CREATE FUNCTION f(v text) RETURNS void LANGUAGE sql AS 'SELECT setval(''s'', v::int)'")]
    [InlineData("CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'CREATE FUNCTION g(text) RETURNS text LANGUAGE internal AS ''textlen''; CREATE FUNCTION h() RETURNS int RETURN 1'")]
    [InlineData("CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'CREATE FUNCTION g(v text) RETURNS void LANGUAGE sql AS ''INSERT INTO plain VALUES (v)'''")]
    [InlineData("CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'DO ''BEGIN INSERT INTO plain VALUES (1); END'''")]
    [InlineData("DO $$ BEGIN CREATE FUNCTION g(v text) RETURNS text LANGUAGE sql AS 'SELECT v'; END $$")]
    [InlineData("CREATE FUNCTION f(text) RETURNS text LANGUAGE internal AS 'textlen'")]
    [InlineData("CREATE FUNCTION f(text) RETURNS text LANGUAGE c AS 'a', 'b'")]
    public void Is_refused(string sql) => Assert.Equal(VerdictKind.Deny, Judge(sql, Catalog()));

    [Theory]
    [InlineData("DO $$ BEGIN NULL; END $$")]
    [InlineData("DO $$ DECLARE n int; BEGIN SELECT count(*) INTO n FROM plain; INSERT INTO plain VALUES (n::text); END $$")]
    [InlineData("DO $$ BEGIN RAISE NOTICE '%', (SELECT max(note) FROM plain); END $$")]
    [InlineData("CREATE FUNCTION f(v text) RETURNS text LANGUAGE sql AS 'SELECT upper(v)'")]
    [InlineData("CREATE FUNCTION f(v text) RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM plain WHERE note = v); END'")]
    public void Is_allowed(string sql) => Assert.Equal(VerdictKind.Allow, Judge(sql, Catalog()));

    [Fact]
    public void A_database_without_masked_columns_takes_any_code_that_can_be_read()
    {
        CatalogSnapshot clean = CatalogSnapshot.Of(1, DateTimeOffset.UnixEpoch, [], []);
        Assert.Equal(VerdictKind.Allow, Judge("CREATE FUNCTION f(v text) RETURNS void LANGUAGE sql AS 'INSERT INTO plain VALUES (v)'", clean));
        Assert.Equal(VerdictKind.Deny, Judge("CREATE FUNCTION f(v text) RETURNS text LANGUAGE plpgsql AS 'BEGIN EXECUTE v; END'", clean));
    }

    [Fact]
    public void Rules_see_what_the_code_does()
    {
        const string Policies = """
            { "Name": "p", "Rules": [
              { "Effect": "Deny", "Statements": ["Delete"], "Relations": ["orders"] },
              { "Effect": "Deny", "Functions": ["pg_sleep"] } ] }
            """;
        Expect(Policies, "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'DELETE FROM orders WHERE id = 1'", VerdictKind.Deny);
        Expect(Policies, "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN DELETE FROM orders WHERE id = 1; END'", VerdictKind.Deny);
        Expect(Policies, "DO 'BEGIN PERFORM pg_sleep(1); END'", VerdictKind.Deny);
        Expect(Policies, "DO 'BEGIN DELETE FROM orders_archive; END'", VerdictKind.Allow);
        Expect(Policies, "DO $$ BEGIN EXECUTE 'DEL' || 'ETE FROM orders'; END $$", VerdictKind.Deny);
    }

    private static void Expect(string policies, string sql, VerdictKind expected) =>
        Assert.Equal(expected, RelayedSession.Scope(policies).Judge.Judge(Encoding.UTF8.GetBytes(sql), LexicalContext.PostgresDefault, CatalogSnapshot.Unknown).Verdict.Kind);

    private static VerdictKind Judge(string sql, CatalogSnapshot catalog) =>
        RelayedSession.Scope(Masks).Judge.Judge(Encoding.UTF8.GetBytes(sql), LexicalContext.PostgresDefault, catalog).Verdict.Kind;

    private static CatalogSnapshot Catalog()
    {
        var builder = new CatalogBuilder(RelayedSession.Scope(Masks).Catalog.Masks);
        builder.AddRelation(1, "public", "customers", 3);
        builder.AddColumn(1, 3, "ssn");
        builder.AddRelation(2, "public", "plain", 1);
        return CatalogSnapshot.Of(1, DateTimeOffset.UnixEpoch, builder.Build(), []);
    }
}
