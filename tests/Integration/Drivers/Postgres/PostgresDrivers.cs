using WireProxy.Integration.Proxy;

namespace WireProxy.Integration.Drivers.Postgres;

/// <summary>The programs that test a PostgreSQL driver each.</summary>
internal static class PostgresDrivers
{
    /// <summary>Tests that run all of a program: two runs at once would find each other's rows.</summary>
    public const string Collection = "drivers of PostgreSQL";

    public static DriverScript Psycopg { get; } = new("/usr/bin/python3", Repository.PathOf("tests/Drivers/psycopg_driver.py"));

    public static DriverScript NodePg { get; } = new("node", "--no-deprecation", Repository.PathOf("tests/Drivers/node_pg_driver.js"));

    public static DriverScript Pgjdbc { get; } = DriverScript.Java("PgjdbcDriver", "/usr/share/java/postgresql.jar");

    public static Task AssertAsync(this DriverScript driver, Route route, string check) =>
        driver.AssertAsync(route.ToString(), () => route.EnvironmentAsync(), check);
}
