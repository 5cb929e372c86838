using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Hostile.Postgres;

/// <summary>Damaged server traffic. The seeds are fixed: a failure comes back with its number.</summary>
[Trait("Speed", "Slow")]
public sealed class ServerFuzzTests(PostgresUpstream upstream) : IClassFixture<PostgresUpstream>
{
    private const int Sessions = 1000;
    private const int QuestionsPerSession = 40;

    // Each of them is slow to give up waiting.
    private const int Together = 4;

    [Theory]
    [InlineData("[]", 4)]
    [InlineData("""[ { "Name": "rules", "Rules": [ { "Effect": "Deny", "Statements": ["Drop"] } ] } ]""", 5)]
    [InlineData(SharedProxies.Policies, 6)]
    public async Task Proxy_survives_a_server_that_answers_with_damaged_messages(string policies, int seed)
    {
        List<List<byte[]>> answers = await RecordedTraffic.AnswersAsync();
        int session = 0;
        long sent = 0;
        await using var server = new FakePostgresServer(async connection =>
        {
            var mutator = new FrameMutator((seed * 1_000_000) + Interlocked.Increment(ref session), RecordedTraffic.Framing);
            await connection.AcceptLoginAsync();
            while (await NextAsync(connection) is { Code: not 'X' } question)
            {
                List<byte[]> answer = question.Code == 'Q' ? [.. answers[mutator.Below(answers.Count)]] : [ObligingServer.Answer(question.Code)];
                int damaged = mutator.Below(answer.Count * 3);
                if (damaged < answer.Count && answer[damaged].Length > 0)
                    answer[damaged] = mutator.Next([answer[damaged]]);
                Interlocked.Add(ref sent, answer.Count);
                await connection.SendAsync([.. answer]);
            }
        });
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(new ProxyConfiguration { UpstreamPort = server.Port, Policies = policies });
        long before = proxy.ResidentBytes;
        for (int i = 0; i < Sessions; i += Together)
        {
            await Task.WhenAll(Enumerable.Range(0, Together).Select(_ => AskAsync(proxy.Port)));
            Assert.True(proxy.IsRunning, $"died at session {i} of seed {seed}, or up to {Together} later: {proxy.Errors}");
        }
        Assert.InRange(proxy.ResidentBytes, 0, before + (256L << 20));
        Assert.True(Interlocked.Read(ref sent) > 20_000, $"{sent} messages");
    }

    [Theory]
    [InlineData("truncated header", new byte[] { (byte)'T', 0, 0 })]
    [InlineData("length 3", new byte[] { (byte)'T', 0, 0, 0, 3 })]
    [InlineData("negative length", new byte[] { (byte)'D', 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData("giant row that never comes", new byte[] { (byte)'D', 0x3F, 0xFF, 0xFF, 0xFF, 0, 1 })]
    [InlineData("giant error", new byte[] { (byte)'E', 0x3F, 0xFF, 0xFF, 0xFF })]
    [InlineData("unknown code", new byte[] { (byte)'!', 0, 0, 0, 4 })]
    [InlineData("row without description", new byte[] { (byte)'D', 0, 0, 0, 6, 0, 0 })]
    [InlineData("second authentication", new byte[] { (byte)'R', 0, 0, 0, 8, 0, 0, 0, 3 })]
    [InlineData("ready nobody asked for", new byte[] { (byte)'Z', 0, 0, 0, 5, (byte)'I', (byte)'Z', 0, 0, 0, 5, (byte)'I' })]
    public async Task Session_ends_at_an_impossible_answer(string what, byte[] answer)
    {
        await using IAsyncDisposable turn = upstream.Fake.Play(async connection =>
        {
            await connection.AcceptLoginAsync();
            await connection.ReadFrameAsync();
            await connection.SendAsync(answer);
        });
        ProxyProcess proxy = await upstream.Fake.ProxyAsync(SharedProxies.Policies);
        long before = proxy.ResidentBytes;
        await AskAsync(proxy.Port, queries: 1);
        Assert.True(proxy.IsRunning, what);
        Assert.InRange(proxy.ResidentBytes, 0, before + (64L << 20));
    }

    [Theory]
    [InlineData(new byte[] { (byte)'R', 0, 0, 0, 8, 0, 0, 0, 99 })]
    [InlineData(new byte[] { (byte)'R', 0x7F, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { (byte)'Z', 0, 0, 0, 5, (byte)'I' })]
    [InlineData(new byte[] { (byte)'T', 0, 0, 0, 6, 0, 0 })]
    [InlineData(new byte[] { (byte)'E', 0, 0, 0, 4 })]
    [InlineData(new byte[0])]
    public async Task Login_at_a_server_that_talks_nonsense_ends(byte[] answer)
    {
        await using IAsyncDisposable turn = upstream.Fake.Play(async connection =>
        {
            await connection.ReadUntypedAsync();
            await connection.SendAsync(answer);
        });
        ProxyProcess proxy = await upstream.Fake.ProxyAsync();
        await using WireClient client = await WireClient.ConnectAsync(proxy.Port);
        await client.SendAsync(Frontend.Startup(("user", SampleSchema.TrustedUser), ("database", SampleSchema.Database)));
        await client.DrainAsync();
        Assert.True(proxy.IsRunning);
    }

    // Whoever waits for the rest of a damaged answer is not kept waiting for ever: null, and the server hangs up.
    private static async Task<WireFrame?> NextAsync(FakePostgresConnection connection)
    {
        try
        {
            return await connection.ReadFrameAsync().WaitAsync(TimeSpan.FromMilliseconds(300));
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    // Asks, reads whatever comes, and never waits for more than a server could still send.
    private static async Task AskAsync(int port, int queries = QuestionsPerSession)
    {
        await using WireClient client = await WireClient.ConnectAsync(port);
        await client.SendAsync(Frontend.Startup(("user", SampleSchema.TrustedUser), ("database", SampleSchema.Database)));
        Task reading = client.DrainAsync();
        try
        {
            for (int i = 0; i < queries; i++)
                await client.SendAsync(i % 2 == 0 ? Frontend.Query("select ssn from customers") : [.. Frontend.Extended("select 1"), .. Frontend.Sync]);
            await Task.WhenAny(reading, Task.Delay(20));
            client.HalfClose();
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
        {
            // Ended by the proxy at the first damage: right.
        }
        await reading;
    }
}
