using WireProxy.Integration.Drivers;
using WireProxy.Integration.Drivers.MySql;
using WireProxy.Integration.Hostile.MySql;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.MySql;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Conformance.MySql;

/// <summary>LOAD DATA LOCAL: the server asks a client for a file, which a hostile server would like to do at any time.</summary>
public sealed class LocalInfileTests
{
    private const string Load = "load data local infile 'no matter' into table scratch";

    public static TheoryData<Route> Ways => Routes.All;

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Data_of_many_packets_is_loaded_where_allowed(Brand brand, Route route)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(await route.PortAsync(brand), new LoginOptions { Wanted = Capabilities.Usual | Capabilities.LocalFiles });
        Assert.Equal("FILE:no matter", (await client.QueryAsync(Load)).ToString());
        string mark = $"infile {route}";
        for (int packet = 0; packet < 300; packet++)
            await client.SendRawAsync(PacketBuffer.Frame(System.Text.Encoding.ASCII.GetBytes($"{packet}\t{mark}\n"), 2 + packet));
        await client.SendRawAsync(PacketBuffer.Frame([], 302), PacketBuffer.Frame(Command.Query("select 1")));
        Assert.Equal("OK:300", (await client.ReadReplyAsync()).ToString());
        Assert.Equal("C:1 R:1 EOF", (await client.ReadReplyAsync()).ToString());
        Assert.Equal($"OK:300", (await client.QueryAsync($"delete from scratch where value = '{mark}'")).ToString());
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Endpoint_that_does_not_allow_it_never_asks_the_client(Brand brand)
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, "[]") with { AllowLocalInfile = null });
        foreach (Capabilities insisted in (Capabilities[])[Capabilities.None, Capabilities.LocalFiles])
        {
            await using MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port, new LoginOptions { Insisted = insisted });
            Assert.False(client.Greeting.Capabilities.HasFlag(Capabilities.LocalFiles));
            Reply reply = await client.QueryAsync(Load);
            Assert.Null(reply.FileName);
            Assert.NotNull(reply.Error);
            await client.AssertUsableAsync();
        }
    }

    // Without a policy no statement is read: what is allowed then is left to the server.
    [Theory]
    [InlineData(null, "[]", "select 1")]
    [InlineData(null, "[]", Load)]
    [InlineData(true, MySqlProxies.Policies, "select 1")]
    [InlineData(true, MySqlProxies.Policies, "select 'load data local infile ''x'' into table y'")]
    public async Task Server_that_asks_unasked_gets_an_empty_file_and_the_client_an_error(bool? allowed, string policies, string sql)
    {
        byte[]? file = null;
        await using var server = new FakeMySqlServer(async connection =>
        {
            await connection.AcceptLoginAsync();
            WirePacket request = await StatementAsync(connection);
            await connection.AnswerAsync(request, [0xFB, .. "/etc/passwd"u8]);
            WirePacket answer = await connection.ReadPacketAsync();
            file = answer.Payload;
            Assert.Equal(2, answer.Sequence);
            await connection.AnswerAsync(answer, ServerPackets.Ok());
            request = await StatementAsync(connection);
            await connection.AnswerAsync(request, ServerPackets.Ok(affected: 7));
            await connection.ReadToEndAsync();
        });
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(
            new ProxyConfiguration { Protocol = "MySql", UpstreamPort = server.Port, AllowLocalInfile = allowed, Policies = policies });
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port, new LoginOptions { Wanted = Capabilities.Usual | Capabilities.LocalFiles });
        Reply reply = await client.QueryAsync(sql);
        Assert.Null(reply.FileName);
        Assert.NotNull(reply.Error);
        Assert.Empty(file!);
        Assert.Equal("OK:7", (await client.QueryAsync("do 0")).ToString());
    }

    private static async Task<WirePacket> StatementAsync(FakeMySqlConnection connection)
    {
        WirePacket request = await connection.ReadPacketAsync();
        if (!ObligingServer.IsOfProxy(request))
            return request;
        await connection.AnswerAsync(request, ObligingServer.Answer(request, connection.Capabilities));
        return await connection.ReadPacketAsync();
    }
}
