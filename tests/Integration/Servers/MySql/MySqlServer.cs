using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Servers.MySql;

/// <summary>
/// A private MariaDB or MySQL on a free loopback port, with the sample schema in database <c>shop</c>. Its keeper process
/// stops it and removes its folder when the test process ends, however it ends.
/// </summary>
internal sealed class MySqlServer : IDisposable
{
    private static readonly ConcurrentDictionary<Brand, Lazy<MySqlServer>> Servers = new();

    private readonly ServerKeeper _keeper;

    private MySqlServer(ServerKeeper keeper, Brand brand, int port, string folder)
    {
        _keeper = keeper;
        Brand = brand;
        Port = port;
        Folder = folder;
    }

    public Brand Brand { get; }

    public int Port { get; }

    /// <summary>The folder of the server's files, as the host sees it.</summary>
    public string Folder { get; }

    public string CertificatePath => Path.Combine(Folder, "server.crt");

    /// <summary>The server of this brand and test run, started at first use.</summary>
    public static MySqlServer Shared(Brand brand) =>
        Servers.GetOrAdd(brand, asked => new Lazy<MySqlServer>(() => Start(MySqlInstallation.Of(asked)))).Value;

    /// <summary>A server for one test, which may break it.</summary>
    public static MySqlServer StartOwn(Brand brand) => Start(MySqlInstallation.Of(brand));

    /// <summary>The first value of the first row, as text, without the proxy; null for NULL and for no row.</summary>
    public async Task<string?> ScalarAsync(string sql)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(Port);
        Reply reply = await client.QueryAsync(sql);
        Assert.True(reply.Error is null, $"{sql}: {reply.Error} {reply.Error?.Message}");
        return reply.Results[^1].Rows.FirstOrDefault()?[0];
    }

    public void Dispose() => _keeper.Dispose();

    private static MySqlServer Start(MySqlInstallation installation)
    {
        string folder = $"/tmp/wireproxy-{installation.Brand}-{Guid.NewGuid():N}".ToLowerInvariant();
        string onHost = installation.OnHost(folder);
        Directory.CreateDirectory(onHost);
        ServerCertificate.Write(Path.Combine(onHost, "server.crt"), Path.Combine(onHost, "server.key"));
        if (Environment.IsPrivilegedProcess && installation.Root is null)
            ToolRun.Require(["/bin/chown", "-R", "mysql:mysql", onHost]);
        ToolRun.Require(MySqlSettings.Initialization(installation, folder));

        int port = FreePort.Find();
        ServerKeeper keeper = ServerKeeper.Start(onHost, "TERM", MySqlSettings.Server(installation, folder, port));
        var started = new MySqlServer(keeper, installation.Brand, port, onHost);
        started.WaitUntilReady();
        MySqlSampleSchema.Create(installation, folder);
        started.CachePassword();
        return started;
    }

    // Where only one leg of a proxy is in TLS, the drivers' account gets in by the short exchange alone, which needs one login before.
    private void CachePassword()
    {
        var options = new LoginOptions { User = MySqlSampleSchema.User, Password = MySqlSampleSchema.Password, Tls = ClientTls.Yes };
        MySqlWireClient.LoginAsync(Port, options).GetAwaiter().GetResult().DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private void WaitUntilReady()
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(30); Thread.Sleep(50))
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Connect(IPAddress.Loopback, Port);
                // The greeting: an open port alone says little.
                if (probe.Receive(new byte[1]) == 1)
                    return;
            }
            catch (SocketException)
            {
                // Not listening yet.
            }
        }
        throw new InvalidOperationException($"{Brand} did not start: " + File.ReadAllText(Path.Combine(Folder, "server.log")));
    }
}
