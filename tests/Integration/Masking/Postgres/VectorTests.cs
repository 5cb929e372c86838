using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Masking.Postgres;

/// <summary>Each known bypass over each channel: the masked table gives nothing away, the one beside it is answered as ever.</summary>
public sealed class VectorTests(VectorSchema schema) : IClassFixture<VectorSchema>
{
    public static TheoryData<string> Names { get; } = new(Vectors.All.Select(vector => vector.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Masked_values_reach_the_client_in_no_form(string name)
    {
        Vector vector = Vectors.All.Single(vector => vector.Name == name);
        await using WireClient direct = await StartAsync(PostgresServer.Shared.Port, vector, VectorTable.Masked.Name);
        await using WireClient guarded = await StartAsync(schema.Port, vector, VectorTable.Masked.Name);
        foreach (Channel channel in Channels.Of(vector.Reach))
        {
            string sql = vector.On(VectorTable.Masked.Name);
            Assert.True(await FindAsync(direct, channel, sql, VectorTable.Masked.Values) is not null, $"{channel}: shows nothing without a proxy");
            string? found = await FindAsync(guarded, channel, sql, VectorTable.Masked.Values);
            Assert.True(found is null, $"{channel}: {found}");
        }
        Assert.Null(VectorTable.Masked.Values.FindIn(guarded.Received.ToArray()));
        Assert.Equal("T D:1 C:SELECT 1 Z:I", Transcript.Of(await guarded.QueryAsync("select 1")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_same_over_a_table_without_masks_is_answered_as_by_the_server(string name)
    {
        Vector vector = Vectors.All.Single(vector => vector.Name == name);
        await using WireClient direct = await StartAsync(PostgresServer.Shared.Port, vector, VectorTable.Open.Name);
        await using WireClient guarded = await StartAsync(schema.Port, vector, VectorTable.Open.Name);
        foreach (Channel channel in Channels.Of(vector.Reach))
        {
            string sql = vector.On(VectorTable.Open.Name);
            List<WireFrame> expected = await direct.RunAsync(channel, sql), actual = await guarded.RunAsync(channel, sql);
            if (vector.Control == VectorControl.Identical)
                Assert.Equal($"{channel} {Shown(expected)}", $"{channel} {Shown(actual)}");
        }
        Assert.NotNull(VectorTable.Open.Values.FindIn(direct.Received.ToArray()));
        Assert.Equal("T D:1 C:SELECT 1 Z:I", Transcript.Of(await guarded.QueryAsync("select 1")));
    }

    private static async Task<WireClient> StartAsync(int port, Vector vector, string table)
    {
        WireClient client = await WireClient.LoginAsync(port);
        await client.QueriesAsync(vector.BeforeOn(table));
        return client;
    }

    private static async Task<string?> FindAsync(WireClient client, Channel channel, string sql, Secret secret)
    {
        long before = client.Received.Length;
        await client.RunAsync(channel, sql);
        return secret.FindIn(client.Received.ToArray().AsSpan((int)before));
    }

    private static string Shown(IEnumerable<WireFrame> frames) =>
        string.Join('\n', frames.Select(frame => frame.Code == 'D' ? frame.ToString() : $"{frame.Code} {Convert.ToHexString(Fixed(frame))}"));

    // A temporary table has another number in each session.
    private static byte[] Fixed(WireFrame frame)
    {
        if (frame.Code != 'T')
            return frame.Body;
        byte[] body = [.. frame.Body];
        for (int at = 2; at < body.Length; at += 18)
        {
            at = Array.IndexOf(body, (byte)0, at) + 1;
            body.AsSpan(at, 4).Clear();
        }
        return body;
    }
}
