using WireProxy.Integration.Proxy;
using WireProxy.Integration.Servers.MySql;

namespace WireProxy.Integration.Drivers.MySql;

/// <summary>The programs that test a MySQL driver each.</summary>
internal static class MySqlDrivers
{
    private const string PythonScript = "tests/Drivers/mysql_python_driver.py";

    public static DriverScript PyMySql { get; } = new("/usr/bin/python3", Repository.PathOf(PythonScript), "pymysql");

    public static DriverScript MySqlDb { get; } = new("/usr/bin/python3", Repository.PathOf(PythonScript), "MySQLdb");

    public static DriverScript NodeMySql2 { get; } = new("node", Repository.PathOf("tests/Drivers/mysql2_driver.js"));

    public static DriverScript ConnectorJ { get; } = DriverScript.Java("ConnectorJDriver", "/usr/share/java/mariadb-java-client.jar");

    public static Task AssertAsync(this DriverScript driver, Brand brand, Route route, string check) =>
        driver.AssertAsync($"{brand} {route}", () => route.EnvironmentAsync(brand), check);
}
