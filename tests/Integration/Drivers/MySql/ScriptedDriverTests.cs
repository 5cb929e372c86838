using WireProxy.Integration.Servers.MySql;

namespace WireProxy.Integration.Drivers.MySql;

/// <summary>PyMySQL, MySQLdb, node's mysql2 and MariaDB Connector/J, directly and through the proxy, without and with policies.</summary>
public sealed class ScriptedDriverTests
{
    private static readonly string[] Common =
    [
        "plain", "tls", "parameters", "types", "large_values", "many_rows", "multi_statements", "call", "transactions", "errors",
        "load_data", "concurrency", "policy",
    ];

    public static TheoryData<Route, string> ChecksOfPyMySql => Routes.With([.. Common, "streaming", "edge_queries"]);

    public static TheoryData<Route, string> ChecksOfMySqlDb => Routes.With([.. Common, "streaming", "edge_queries", "change_user"]);

    public static TheoryData<Route, string> ChecksOfMySql2 => Routes.With([.. Common, "prepared", "single_statement", "queue", "change_user", "reset"]);

    public static TheoryData<Route, string> ChecksOfConnectorJ => Routes.With([.. Common, "long_data", "batches", "reset", "cancel"]);

    [Theory]
    [OnMariaDb(nameof(ChecksOfPyMySql))]
    [OnMySql9(nameof(ChecksOfPyMySql))]
    public Task PyMySQL_works_as_on_the_bare_server(Brand brand, Route route, string check) =>
        MySqlDrivers.PyMySql.AssertAsync(brand, route, check);

    [Theory]
    [OnMariaDb(nameof(ChecksOfMySqlDb))]
    [OnMySql9(nameof(ChecksOfMySqlDb))]
    public Task MySQLdb_works_as_on_the_bare_server(Brand brand, Route route, string check) =>
        MySqlDrivers.MySqlDb.AssertAsync(brand, route, check);

    [Theory]
    [OnMariaDb(nameof(ChecksOfMySql2))]
    [OnMySql9(nameof(ChecksOfMySql2))]
    public Task Node_mysql2_works_as_on_the_bare_server(Brand brand, Route route, string check) =>
        MySqlDrivers.NodeMySql2.AssertAsync(brand, route, check);

    [Theory]
    [OnMariaDb(nameof(ChecksOfConnectorJ))]
    [OnMySql9(nameof(ChecksOfConnectorJ))]
    public Task Connector_J_works_as_on_the_bare_server(Brand brand, Route route, string check) =>
        MySqlDrivers.ConnectorJ.AssertAsync(brand, route, check);
}
