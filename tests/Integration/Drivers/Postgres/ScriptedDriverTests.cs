namespace WireProxy.Integration.Drivers.Postgres;

/// <summary>psycopg 3, node's pg and pgjdbc, directly and through the proxy, without and with policies.</summary>
public sealed class ScriptedDriverTests
{
    private static readonly string[] Checks =
    [
        "plain", "tls", "parameters", "prepared", "types", "large_values", "many_rows", "transactions", "errors",
        "cancel", "pipeline", "concurrency", "notify", "policy",
    ];

    // node's pg has no COPY of its own.
    public static TheoryData<Route, string> ChecksOfAll => Cases([.. Checks]);

    public static TheoryData<Route, string> ChecksWithCopy => Cases([.. Checks, "copy"]);

    public static TheoryData<Route, string> ChecksOfPgjdbc => Cases([.. Checks, "copy", "decode"]);

    [Theory]
    [MemberData(nameof(ChecksWithCopy))]
    public Task Psycopg_works_as_on_the_bare_server(Route route, string check) => PostgresDrivers.Psycopg.AssertAsync(route, check);

    [Theory]
    [MemberData(nameof(ChecksOfAll))]
    public Task Node_pg_works_as_on_the_bare_server(Route route, string check) => PostgresDrivers.NodePg.AssertAsync(route, check);

    [Theory]
    [MemberData(nameof(ChecksOfPgjdbc))]
    public Task Pgjdbc_works_as_on_the_bare_server(Route route, string check) => PostgresDrivers.Pgjdbc.AssertAsync(route, check);

    private static TheoryData<Route, string> Cases(string[] checks)
    {
        var cases = new TheoryData<Route, string>();
        foreach (Route route in Enum.GetValues<Route>())
        {
            foreach (string check in checks)
                cases.Add(route, check);
        }
        return cases;
    }
}
