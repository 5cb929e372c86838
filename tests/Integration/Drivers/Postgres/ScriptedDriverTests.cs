namespace WireProxy.Integration.Drivers.Postgres;

/// <summary>psycopg 3, node's pg and pgjdbc, directly and through the proxy, without and with policies.</summary>
[Collection(PostgresDrivers.Collection)]
public sealed class ScriptedDriverTests
{
    private static readonly string[] Checks =
    [
        "plain", "tls", "parameters", "prepared", "types", "large_values", "many_rows", "transactions", "errors",
        "cancel", "pipeline", "concurrency", "notify", "policy",
    ];

    // node's pg has no COPY of its own.
    public static TheoryData<Route, string> ChecksOfAll => Routes.With([.. Checks]);

    public static TheoryData<Route, string> ChecksWithCopy => Routes.With([.. Checks, "copy"]);

    public static TheoryData<Route, string> ChecksOfPgjdbc => Routes.With([.. Checks, "copy", "decode"]);

    [Theory]
    [MemberData(nameof(ChecksWithCopy))]
    public Task Psycopg_works_as_on_the_bare_server(Route route, string check) => PostgresDrivers.Psycopg.AssertAsync(route, check);

    [Theory]
    [MemberData(nameof(ChecksOfAll))]
    public Task Node_pg_works_as_on_the_bare_server(Route route, string check) => PostgresDrivers.NodePg.AssertAsync(route, check);

    [Theory]
    [MemberData(nameof(ChecksOfPgjdbc))]
    public Task Pgjdbc_works_as_on_the_bare_server(Route route, string check) => PostgresDrivers.Pgjdbc.AssertAsync(route, check);
}
