using WireProxy.Integration.Drivers;
using WireProxy.Integration.Drivers.Postgres;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Conformance.Postgres;

/// <summary>The protocol's own maxima, and results larger than anybody's memory should be.</summary>
public sealed class LargeMessageTests
{
    private const long Room = 96L << 20;

    [Theory]
    [InlineData(Route.Direct)]
    [InlineData(Route.Proxy)]
    [InlineData(Route.Policy)]
    public async Task Widest_row_and_most_parameters_pass(Route route)
    {
        await using WireClient client = await WireClient.LoginAsync(await route.PortAsync());
        List<WireFrame> wide = await client.QueryAsync("select " + string.Join(", ", Enumerable.Range(1, 1664)));
        Assert.Equal(1664, wide[1].Values().Count);

        // The server counts parameters in 16 bits, unsigned.
        string sum = "select " + string.Join(" + ", Enumerable.Range(1, 2000).Select(i => $"length($1) + length(${65536 - i})"));
        byte[]?[] values = [.. Enumerable.Repeat("a"u8.ToArray(), 65535)];
        int[] types = [.. Enumerable.Repeat(25, 65535)];
        Assert.Equal("1 2 D:4000 C:SELECT 1 Z:I", Transcript.Of(await client.ExchangeAsync(
            Frontend.Parse(sum, "", types), Frontend.Bind(values: values), Frontend.Execute(), Frontend.Sync)));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData(SharedProxies.Policies)]
    public async Task Row_of_three_hundred_megabytes_streams_through(string policies)
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration(policies));
        await using WireClient client = await WireClient.LoginAsync(proxy.Port);
        await client.QueryAsync("select 1");
        long before = proxy.ResidentBytes;
        long received = await DrainAsync(client, "select repeat('x', 300000000)", () => Assert.InRange(proxy.ResidentBytes, 0, before + Room));
        Assert.InRange(received, 300_000_000, 300_001_000);
        await client.AssertUsableAsync();
    }

    [Fact]
    public async Task Hundreds_of_megabytes_of_masked_rows_stream_at_constant_memory()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration(SharedProxies.Policies));
        await using WireClient client = await WireClient.LoginAsync(proxy.Port);
        await client.QueryAsync("select ssn from customers");
        long before = proxy.ResidentBytes;
        long received = await DrainAsync(client, "select ssn, filler from customers, bulk, generate_series(1, 100)",
            () => Assert.InRange(proxy.ResidentBytes, 0, before + Room));
        Assert.InRange(received, 400_000_000, 402_000_000);
        await client.AssertUsableAsync();
    }

    // Reads up to ReadyForQuery without keeping anything.
    private static async Task<long> DrainAsync(WireClient client, string sql, Action check)
    {
        await client.SendAsync(Frontend.Query(sql));
        var buffer = new byte[1 << 20];
        byte[] tail = [];
        long received = 0, checkedAt = 0;
        while (tail is not [.., (byte)'Z', 0, 0, 0, 5, (byte)'I'])
        {
            int read = await client.Stream.ReadAsync(buffer);
            Assert.NotEqual(0, read);
            received += read;
            tail = [.. tail, .. buffer.AsSpan(Math.Max(0, read - 6), Math.Min(6, read))];
            tail = tail[Math.Max(0, tail.Length - 6)..];
            if (received - checkedAt > 20 << 20)
            {
                check();
                checkedAt = received;
            }
        }
        return received;
    }
}
