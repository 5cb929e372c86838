using System.Diagnostics;
using System.Globalization;
using Npgsql;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Servers.Postgres;

namespace WireProxy.Audit.Tests.Stores.Postgres;

/// <summary>A database of a private PostgreSQL, which is started at first use and stopped with the test run.</summary>
internal sealed class AuditDatabase
{
    private static readonly Lazy<AuditDatabase> Server = new(() => new AuditDatabase("postgres", Start(Lifetime.TestRun)));
    private static int s_last;

    private readonly Running _server;

    private AuditDatabase(string name, Running server)
    {
        _server = server;
        ConnectionString = string.Create(
            CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={server.Port};Username=postgres;Database={name};Maximum Pool Size=5;Timeout=5");
    }

    public string ConnectionString { get; }

    /// <summary>A database without tables.</summary>
    public static AuditDatabase Create()
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"audit{Interlocked.Increment(ref s_last)}");
        Server.Value.Execute($"CREATE DATABASE {name}");
        return new AuditDatabase(name, Server.Value._server);
    }

    /// <summary>One of a server that only this test uses.</summary>
    public static AuditDatabase StartOwn() => new("postgres", Start(Lifetime.Restarted));

    public void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public long Count(string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>The server is away.</summary>
    public void Stop()
    {
        ToolRun.Require(PostgresInstallation.Packaged.CommandLine("pg_ctl", "-D", _server.Folder + "/data", "-m", "immediate", "stop"));
        _server.Keeper.Dispose();
    }

    /// <summary>And back, with what it had.</summary>
    public void StartAgain() => _server.Run();

    /// <summary>The server is gone for good.</summary>
    public void Remove()
    {
        Stop();
        Directory.Delete(_server.Folder, recursive: true);
    }

    private static Running Start(Lifetime lifetime)
    {
        string folder = $"/tmp/wireproxy-audit-pg-{Guid.NewGuid():N}";
        Directory.CreateDirectory(folder);
        ServerUser.Own(PostgresInstallation.Packaged, folder);
        ToolRun.Require(PostgresInstallation.Packaged.CommandLine(
            "initdb", "-D", folder + "/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"));
        var server = new Running(folder, FreePort.Find(), lifetime);
        server.Run();
        return server;
    }

    private sealed class Running(string folder, int port, Lifetime lifetime)
    {
        public string Folder => folder;

        public int Port => port;

        public ServerKeeper Keeper { get; private set; } = null!;

        public void Run()
        {
            // The keeper removes its folder when the server ends: here not the data, if the server is to come back.
            string kept = lifetime == Lifetime.TestRun ? folder : Directory.CreateDirectory($"{folder}-{Guid.NewGuid():N}").FullName;
            Keeper = ServerKeeper.Start(kept, "INT", PostgresInstallation.Packaged.CommandLine(
                "postgres", "-D", folder + "/data", "-p", port.ToString(CultureInfo.InvariantCulture), "-k", "/tmp", "-c", "fsync=off"));
            for (var waited = Stopwatch.StartNew(); !IsReady(); Thread.Sleep(50))
                Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), "PostgreSQL did not start");
        }

        private bool IsReady()
        {
            try
            {
                using var connection = new NpgsqlConnection(
                    string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Pooling=false"));
                connection.Open();
                return true;
            }
            catch (NpgsqlException)
            {
                return false;
            }
        }
    }

    private enum Lifetime
    {
        TestRun,
        Restarted,
    }
}
