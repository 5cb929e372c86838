using System.Collections.Immutable;
using WireProxy.Masking;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Sql.Analysis;

namespace WireProxy.Tests.Masking.Postgres.Catalog;

public sealed class RoutineCatalogTests
{
    private static readonly CatalogSnapshot Catalog = CatalogSnapshot.Of(1, DateTimeOffset.UnixEpoch,
    [
        KeyValuePair.Create(1u, new RelationFacts(new SqlName("public", "customers"), 1, ImmutableDictionary<short, MaskSpec>.Empty.Add(1, new MaskSpec(MaskKind.Full)))),
        KeyValuePair.Create(2u, new RelationFacts(new SqlName("public", "orders"), 1, ImmutableDictionary<short, MaskSpec>.Empty)),
    ], [],
    [
        Of("public", "clean", "select id from orders"), Of("public", "reader", "select 1; select count(*) from customers"),
        Of("public", "outer", "select reader()"), Of("public", "unheard", "select x from nosuch"),
        Of("public", "broken", "select from where ("), Of("public", "cycle", "select cycle()"),
        Of("a", "mixed", "select 1"), Of("b", "mixed", "select ssn from customers"), Of("a", "partly", "select 1"), Of("a", "partly", null),
    ]);

    [Theory]
    [InlineData("clean", false)]
    [InlineData("reader", true)]
    [InlineData("outer", true)]
    [InlineData("unheard", true)]
    [InlineData("broken", true)]
    [InlineData("cycle", false)]
    [InlineData("a.mixed", false)]
    [InlineData("b.mixed", true)]
    [InlineData("mixed", true)]
    [InlineData("nosuch", false)]
    public void A_function_reads_masked_columns_if_its_body_does_or_may(string name, bool reads)
    {
        Assert.Equal(reads, Catalog.ReadsMasked(Name(name)));
        Assert.Equal(reads, Catalog.ReadsMasked(Name(name)));
    }

    [Theory]
    [InlineData("clean", 0, 1)]
    [InlineData("clean", 1, 0)]
    [InlineData("mixed", 0, 2)]
    [InlineData("a.mixed", 0, 1)]
    [InlineData("c.mixed", 0, 0)]
    [InlineData("partly", 0, 0)]
    [InlineData("nosuch", 0, 0)]
    public void All_that_a_call_may_mean_are_found_or_none(string name, int arguments, int count) =>
        Assert.Equal(count, Catalog.FindRoutines(Name(name), arguments)?.Length ?? 0);

    private static SqlName Name(string name) => name.Split('.') is [var schema, var last] ? new SqlName(schema, last) : new SqlName(null, name);

    private static Routine Of(string schema, string name, string? body) =>
        new() { Name = new SqlName(schema, name), LeastArguments = 0, MostArguments = 0, Body = body };
}
