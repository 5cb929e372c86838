using System.Text;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Masking.MySql;

/// <summary>Each known bypass over each channel: the masked table gives nothing away, the one beside it is answered as ever.</summary>
public sealed class VectorTests(VectorSchema schema) : IClassFixture<VectorSchema>
{
    public static TheoryData<string> Names { get; } = new(Vectors.All.Select(vector => vector.Name));

    [Theory]
    [OnMariaDb(nameof(Names))]
    [OnMySql9(nameof(Names))]
    public async Task Masked_values_reach_the_client_in_no_form(Brand brand, string name)
    {
        Vector vector = Vectors.All.Single(vector => vector.Name == name);
        await using MySqlWireClient guarded = await StartAsync(await schema.PortAsync(brand), vector, VectorTable.Masked.Name);
        await using MySqlWireClient direct = await StartAsync(MySqlServer.Shared(brand).Port, vector, VectorTable.Masked.Name);
        foreach (Channel channel in Channels.Of(vector.Reach))
        {
            string sql = vector.On(VectorTable.Masked.Name);
            Assert.True(await FindAsync(direct, channel, sql, VectorTable.Masked.Values) is not null, $"{channel}: shows nothing without a proxy");
            string? found = await FindAsync(guarded, channel, sql, VectorTable.Masked.Values);
            Assert.True(found is null, $"{channel}: {found}");
        }
        Assert.Null(VectorTable.Masked.Values.FindIn(guarded.Received.ToArray()));
        Assert.Equal("C:1 R:1 EOF", (await guarded.QueryAsync("select 1")).ToString());
    }

    [Theory]
    [OnMariaDb(nameof(Names))]
    [OnMySql9(nameof(Names))]
    public async Task The_same_over_a_table_without_masks_is_answered_as_by_the_server(Brand brand, string name)
    {
        Vector vector = Vectors.All.Single(vector => vector.Name == name);
        await using MySqlWireClient guarded = await StartAsync(await schema.PortAsync(brand), vector, VectorTable.Open.Name);
        await using MySqlWireClient direct = await StartAsync(MySqlServer.Shared(brand).Port, vector, VectorTable.Open.Name);
        foreach (Channel channel in Channels.Of(vector.Reach))
        {
            string sql = vector.On(VectorTable.Open.Name);
            Reply expected = await direct.RunAsync(channel, sql), actual = await guarded.RunAsync(channel, sql);
            if (vector.Control == VectorControl.Identical)
                Assert.Equal($"{channel} {Shown(expected)}", $"{channel} {Shown(actual)}");
        }
        Assert.NotNull(VectorTable.Open.Values.FindIn(direct.Received.ToArray()));
        Assert.Equal("C:1 R:1 EOF", (await guarded.QueryAsync("select 1")).ToString());
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task A_value_of_more_than_a_packet_shows_nothing(Brand brand)
    {
        const string sql = "select repeat(ssn, 1500000), ssn from vectors.people where id = 1";
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(await schema.PortAsync(brand));
        Reply text = await client.QueryAsync(sql);
        Assert.DoesNotContain("Zq7-Xv", text.AllText, StringComparison.Ordinal);
        Reply binary = await client.RunPreparedAsync(sql);
        Assert.DoesNotContain("Zq7-Xv", binary.AllText, StringComparison.Ordinal);
        Assert.DoesNotContain("Zq7-Xv", Encoding.Latin1.GetString(client.Received.ToArray()), StringComparison.Ordinal);
        Assert.Equal("C:1 R:1 EOF", (await client.QueryAsync("select 1")).ToString());
    }

    private static async Task<MySqlWireClient> StartAsync(int port, Vector vector, string table)
    {
        MySqlWireClient client = await MySqlWireClient.LoginAsync(port);
        foreach (string sql in vector.BeforeOn(table))
            await client.QueryAsync(sql);
        return client;
    }

    private static async Task<string?> FindAsync(MySqlWireClient client, Channel channel, string sql, Secret secret)
    {
        long before = client.Received.Length;
        await client.RunAsync(channel, sql);
        return secret.FindIn(client.Received.ToArray().AsSpan((int)before));
    }

    private static string Shown(Reply reply) =>
        $"{reply} {reply.Error?.Message}\n{string.Join('\n', reply.Packets.Select(packet => Convert.ToHexString(packet.Payload)))}";
}
