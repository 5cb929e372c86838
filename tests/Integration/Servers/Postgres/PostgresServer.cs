using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace WireProxy.Integration.Servers.Postgres;

/// <summary>
/// A private PostgreSQL on a free loopback port. Its keeper process stops it and removes its folder when the test
/// process ends, however it ends.
/// </summary>
internal sealed class PostgresServer : IDisposable
{
    private static readonly Lazy<PostgresServer> SharedServer = new(() => Start(PostgresInstallation.Packaged));
    private static readonly Lazy<PostgresServer> SharedServer18 = new(() => Start(PostgresInstallation.Version18!));

    private readonly ServerKeeper _keeper;

    private PostgresServer(ServerKeeper keeper, int port, string folder)
    {
        _keeper = keeper;
        Port = port;
        Folder = folder;
    }

    /// <summary>The server of this test run, started at first use, with the sample schema in database <c>shop</c>.</summary>
    public static PostgresServer Shared => SharedServer.Value;

    /// <summary>The same on PostgreSQL 18, where provisioned.</summary>
    public static PostgresServer Shared18 => SharedServer18.Value;

    public int Port { get; }

    /// <summary>The folder of the server's files, as the host sees it.</summary>
    public string Folder { get; }

    public string CertificatePath => Path.Combine(Folder, "server.crt");

    /// <summary>A superuser's connection string, without the proxy.</summary>
    public string AdminConnectionString => string.Create(CultureInfo.InvariantCulture,
        $"Host=127.0.0.1;Port={Port};Username=postgres;Database=shop;Pooling=false");

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        object? value = await command.ExecuteScalarAsync();
        return value is DBNull ? null : value;
    }

    /// <summary>A server for one test, which may break it.</summary>
    public static PostgresServer StartOwn() => Start(PostgresInstallation.Packaged);

    public void Dispose() => _keeper.Dispose();

    private static PostgresServer Start(PostgresInstallation installation)
    {
        string folder = $"/tmp/wireproxy-pg-{Guid.NewGuid():N}";
        string onHost = installation.OnHost(folder);
        Directory.CreateDirectory(onHost);
        ServerUser.Own(installation, folder);
        string data = folder + "/data";
        ToolRun.Require(installation.CommandLine("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync"));
        PostgresSettings.Write(onHost);
        ServerUser.Own(installation, folder);

        int port = FreePort.Find();
        string[] server = [.. installation.CommandLine("postgres", "-D", data, "-p", port.ToString(CultureInfo.InvariantCulture), "-k", folder)];
        ServerKeeper keeper = ServerKeeper.Start(onHost, "INT", server);
        var started = new PostgresServer(keeper, port, onHost);
        started.WaitUntilReady();
        SampleSchema.Create(started);
        return started;
    }

    private void WaitUntilReady()
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(30); Thread.Sleep(50))
        {
            try
            {
                using var connection = new NpgsqlConnection(
                    new NpgsqlConnectionStringBuilder(AdminConnectionString) { Database = "postgres" }.ConnectionString);
                connection.Open();
                return;
            }
            catch (NpgsqlException)
            {
                // Not listening yet, or "the database system is starting up".
            }
        }
        throw new InvalidOperationException("PostgreSQL did not start: " + File.ReadAllText(Path.Combine(Folder, "server.log")));
    }
}
