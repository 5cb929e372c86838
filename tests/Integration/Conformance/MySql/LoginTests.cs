using WireProxy.Integration.Drivers;
using WireProxy.Integration.Drivers.MySql;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.MySql;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Conformance.MySql;

/// <summary>The connection phase: what is offered, what is agreed on, what is refused.</summary>
public sealed class LoginTests
{
    public static TheoryData<Route> Ways => Routes.All;

    public static TheoryData<string> Tls => new("Disable", "Require");

    [Theory]
    [OnMariaDb(nameof(Tls))]
    [OnMySql9(nameof(Tls))]
    public async Task Every_password_method_passes_where_both_legs_are_alike(Brand brand, string tls)
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, "[]") with { UpstreamTls = tls });
        foreach (string plugin in brand == Brand.MariaDb ? (string[])["mysql_native_password"] : ["caching_sha2_password", "sha256_password"])
        {
            LoginOptions options = (await NewAccountAsync(brand, plugin)) with { Tls = tls == "Require" ? ClientTls.Yes : ClientTls.No };
            // The first login runs the full exchange, the second may find the password cached.
            for (int round = 0; round < 2; round++)
            {
                await using MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port, options);
                Assert.Equal(options.User, (await client.QueryAsync("select substring_index(user(), '@', 1)")).Results[0].Rows[0][0]);
            }
            await using MySqlWireClient wrong = await MySqlWireClient.ConnectAsync(proxy.Port);
            Assert.Equal(1045, WireError.From((await wrong.AttemptAsync(options with { Password = "wrong" })).Payload).Code);
        }
    }

    [MySql9Fact]
    public async Task Full_exchange_over_one_leg_in_tls_is_refused_with_the_reason_and_the_short_one_passes()
    {
        LoginOptions options = (await NewAccountAsync(Brand.MySql9, "caching_sha2_password")) with { Tls = ClientTls.Yes };
        ProxyProcess proxy = await MySqlProxies.TransparentAsync(Brand.MySql9);
        await using (MySqlWireClient client = await MySqlWireClient.ConnectAsync(proxy.Port))
        {
            WirePacket refused = await client.AttemptAsync(options);
            Assert.True(refused.IsError);
            Assert.Contains("TLS", WireError.From(refused.Payload).Message, StringComparison.Ordinal);
        }
        await using MySqlWireClient caching = await MySqlWireClient.LoginAsync(MySqlServer.Shared(Brand.MySql9).Port, options);
        await using MySqlWireClient again = await MySqlWireClient.LoginAsync(proxy.Port, options);
        await again.AssertUsableAsync();
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Plaintext_behind_the_request_for_tls_is_no_login(Brand brand)
    {
        foreach (int port in (int[])[MySqlServer.Shared(brand).Port, (await MySqlProxies.TransparentAsync(brand)).Port])
        {
            await using MySqlWireClient client = await MySqlWireClient.ConnectAsync(port);
            Greeting greeting = await client.ReadGreetingAsync();
            Capabilities agreed = (Capabilities.Usual & greeting.Capabilities) | Capabilities.Ssl;
            byte[] response = LoginPackets.Response(agreed, new LoginOptions(), [], greeting.Plugin);
            long before = client.Received.Length;
            await client.SendRawAsync(PacketBuffer.Frame(LoginPackets.SslRequest(agreed), 1), PacketBuffer.Frame(response, 2));
            await client.DrainAsync();
            byte[] answer = client.Received.ToArray()[(int)before..];
            // Nothing, a TLS alert, or an error packet.
            Assert.True(answer is [] or [0x15, 0x03, ..] or [_, _, _, _, 0xFF, ..], Convert.ToHexString(answer));
        }
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Tls_may_start_in_the_segment_of_its_request(Brand brand)
    {
        foreach (int port in (int[])[MySqlServer.Shared(brand).Port, (await MySqlProxies.TransparentAsync(brand)).Port])
        {
            await using MySqlWireClient client = await MySqlWireClient.ConnectAsync(port);
            Greeting greeting = await client.ReadGreetingAsync();
            client.Capabilities = (Capabilities.Usual & greeting.Capabilities) | Capabilities.Ssl;
            await client.GlueTlsAsync(PacketBuffer.Frame(LoginPackets.SslRequest(client.Capabilities), 1));
            var options = new LoginOptions { Tls = ClientTls.Yes };
            await client.SendRawAsync(PacketBuffer.Frame(LoginPackets.Response(client.Capabilities, options, [], greeting.Plugin), 2));
            Assert.Equal(0, (await client.FinishAsync(options, greeting.Plugin, greeting.Scramble)).First);
            await client.AssertUsableAsync();
        }
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Login_that_claims_tls_without_it_is_refused(Brand brand)
    {
        await using MySqlWireClient client = await MySqlWireClient.ConnectAsync((await MySqlProxies.TransparentAsync(brand)).Port);
        Greeting greeting = await client.ReadGreetingAsync();
        Capabilities agreed = (Capabilities.Usual & greeting.Capabilities) | Capabilities.Ssl;
        await client.SendRawAsync(PacketBuffer.Frame(LoginPackets.Response(agreed, new LoginOptions(), [], greeting.Plugin), 1));
        WirePacket answer = Assert.Single(await client.ReadToEndAsync());
        Assert.Equal((1043, 2), (WireError.From(answer.Payload).Code, answer.Sequence));
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Capabilities_named_inside_tls_alone_are_not_active(Brand brand)
    {
        await using MySqlWireClient client = await MySqlWireClient.ConnectAsync((await MySqlProxies.TransparentAsync(brand)).Port);
        Greeting greeting = await client.ReadGreetingAsync();
        Capabilities few = (Capabilities.Usual & greeting.Capabilities & ~Capabilities.MultiStatements) | Capabilities.Ssl;
        await client.SendRawAsync(PacketBuffer.Frame(LoginPackets.SslRequest(few), 1));
        await client.UpgradeAsync();
        client.Capabilities = few;
        byte[] response = LoginPackets.Response(few | Capabilities.MultiStatements, new LoginOptions(), [], greeting.Plugin);
        await client.SendRawAsync(PacketBuffer.Frame(response, 2));
        // Refused at once, or let in with what both packets named.
        if ((await client.ReadPacketAsync())?.First == 0)
            Assert.Equal("E:1064", (await client.QueryAsync("select 1; select 2")).ToString());
    }

    [Fact]
    public async Task Capabilities_that_nobody_offered_do_not_reach_the_server()
    {
        const Capabilities offered = (ServerPackets.Offered & ~Capabilities.MultiStatements & ~Capabilities.LocalFiles & ~Capabilities.DeprecateEof)
            | Capabilities.Compress | Capabilities.Zstd | Capabilities.MultiFactor;
        await using var server = new FakeMySqlServer(async connection =>
        {
            await connection.AcceptLoginAsync(offered);
            await connection.ReadToEndAsync();
        });
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(
            new ProxyConfiguration { Protocol = "MySql", UpstreamPort = server.Port, AllowLocalInfile = true });
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port, new LoginOptions
        {
            Insisted = Capabilities.MultiStatements | Capabilities.LocalFiles | Capabilities.DeprecateEof | Capabilities.Compress | Capabilities.Zstd
                | Capabilities.MultiFactor | Capabilities.QueryAttributes,
        });
        // Compression would hide statements, further factors and unknown bits change the login.
        Assert.Equal(Capabilities.None, client.Greeting.Capabilities & (Capabilities.Compress | Capabilities.Zstd | Capabilities.MultiFactor));
        Assert.True(server.Connections.TryPeek(out FakeMySqlConnection? connection));
        Assert.Equal(Capabilities.None, connection.Capabilities & ~client.Greeting.Capabilities & ~Capabilities.LongPassword);
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Compression_is_not_offered(Brand brand)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync((await MySqlProxies.TransparentAsync(brand)).Port, new LoginOptions { Insisted = Capabilities.Compress });
        Assert.Equal(Capabilities.None, client.Greeting.Capabilities & (Capabilities.Compress | Capabilities.Zstd));
        await client.AssertUsableAsync();
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    public async Task Extensions_of_mariadb_need_the_first_bit_clear(Brand brand, Route route)
    {
        int port = await route.PortAsync(brand);
        const Capabilities extended = Capabilities.ExtendedMetadata | Capabilities.CacheMetadata;
        await using MySqlWireClient without = await MySqlWireClient.ConnectAsync(port);
        Greeting greeting = await without.ReadGreetingAsync();
        without.Capabilities = Capabilities.Usual;
        await without.SendNextAsync(LoginPackets.Response(Capabilities.Usual | extended, new LoginOptions(), [], greeting.Plugin));
        Assert.Equal(0, (await without.FinishAsync(new LoginOptions(), greeting.Plugin, greeting.Scramble)).First);
        Assert.Equal("C:c_year R:2024 EOF", (await without.QueryAsync("select c_year from everything where id = 1")).ToString());
        await using MySqlWireClient with = await MySqlWireClient.LoginAsync(port, new LoginOptions { Wanted = Capabilities.UsualOfMariaDb | extended });
        Reply reply = await with.QueryAsync("select c_json, c_point, id from everything where id = 1");
        if (with.Capabilities.HasFlag(Capabilities.ExtendedMetadata))
            Assert.Equal(["json", "point", ""], reply.Results[0].Columns.Select(column => column.Format));
    }

    [Theory]
    [InlineData("mysql_clear_password")]
    [InlineData("mysql_old_password")]
    [InlineData("dialog")]
    public async Task Method_that_would_show_the_password_is_not_asked_for_in_clear(string plugin)
    {
        byte[]? answer = null;
        await using var server = new FakeMySqlServer(async connection =>
        {
            await connection.SendAsync(PacketBuffer.Frame(ServerPackets.Greeting()));
            WirePacket response = await connection.ReadPacketAsync();
            await connection.AnswerAsync(response, new PacketBuffer().Byte(0xFE).Text(plugin).Zeros(21).ToArray());
            answer = await connection.ReadToEndAsync();
        });
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(new ProxyConfiguration { Protocol = "MySql", UpstreamPort = server.Port });
        await using MySqlWireClient client = await MySqlWireClient.ConnectAsync(proxy.Port);
        WirePacket outcome = await client.AttemptAsync(new LoginOptions { User = "someone", Password = "a secret" });
        Assert.True(outcome.IsError);
        await client.DisposeAsync();
        for (int waited = 0; answer is null && waited < 5000; waited += 50)
            await Task.Delay(50);
        Assert.Empty(answer!);
    }

    [Fact]
    public async Task Error_in_place_of_the_greeting_reaches_the_client()
    {
        await using var server = new FakeMySqlServer(connection =>
            connection.SendAsync(PacketBuffer.Frame([0xFF, 0x10, 0x04, .. "Too many connections"u8])));
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(new ProxyConfiguration { Protocol = "MySql", UpstreamPort = server.Port });
        await using MySqlWireClient client = await MySqlWireClient.ConnectAsync(proxy.Port);
        WirePacket answer = Assert.Single(await client.ReadToEndAsync());
        Assert.True(answer is { IsError: true, Sequence: 0 });
        // No state before the login: the client would show it as text.
        Assert.Null(WireError.From(answer.Payload).State);
        Assert.NotEmpty(WireError.From(answer.Payload).Message);
    }

    [Fact]
    public async Task Server_that_is_not_there_is_an_error_in_the_protocols_words()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(
            new ProxyConfiguration { Protocol = "MySql", UpstreamPort = Servers.FreePort.Find() });
        await using MySqlWireClient client = await MySqlWireClient.ConnectAsync(proxy.Port);
        WirePacket answer = Assert.Single(await client.ReadToEndAsync());
        Assert.True(answer is { IsError: true, Sequence: 0 });
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 33)]
    [InlineData(1, 200_000)]
    [InlineData(2, 64)]
    [InlineData(0, 64)]
    public async Task Login_packet_that_is_none_is_refused(int sequence, int length)
    {
        await using var server = new FakeMySqlServer(async connection =>
        {
            await connection.SendAsync(PacketBuffer.Frame(ServerPackets.Greeting()));
            Assert.Empty(await connection.ReadToEndAsync());
        });
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(new ProxyConfiguration { Protocol = "MySql", UpstreamPort = server.Port });
        await using MySqlWireClient client = await MySqlWireClient.ConnectAsync(proxy.Port);
        await client.ReadGreetingAsync();
        var payload = new byte[length];
        payload.AsSpan().Fill((byte)'x');
        await client.SendRawAsync(PacketBuffer.Frame(payload, sequence));
        client.HalfClose();
        await client.DrainAsync();
        Assert.True(proxy.IsRunning);
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Attributes_of_the_connection_may_come_along(Brand brand, Route route)
    {
        (string, string)[] attributes = [("_client_name", "wire"), ("program_name", "the tests"), ("long", new string('x', 30_000))];
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(await route.PortAsync(brand), new LoginOptions { Attributes = attributes });
        await client.AssertUsableAsync();
    }

    // One that never logged in: the server has nothing cached of it.
    private static async Task<LoginOptions> NewAccountAsync(Brand brand, string plugin)
    {
        string user = $"u{Guid.NewGuid():N}"[..20];
        string identified = brand == Brand.MariaDb ? $"via {plugin} using password('{MySqlSampleSchema.Password}')" : $"with {plugin} by '{MySqlSampleSchema.Password}'";
        await MySqlServer.Shared(brand).ScalarAsync($"create user {user}@'%' identified {identified}");
        await MySqlServer.Shared(brand).ScalarAsync($"grant all on shop.* to {user}@'%'");
        return new LoginOptions { User = user, Password = MySqlSampleSchema.Password };
    }
}
