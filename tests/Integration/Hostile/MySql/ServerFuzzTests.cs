using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.MySql;
using WireProxy.Integration.Wire;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Hostile.MySql;

/// <summary>Damaged server traffic. The seeds are fixed: a failure comes back with its number.</summary>
[Trait("Speed", "Slow")]
public sealed class ServerFuzzTests(MySqlUpstream upstream) : IClassFixture<MySqlUpstream>
{
    private const int Sessions = 600;
    private const int QuestionsPerSession = 40;

    // Each of them is slow to give up waiting.
    private const int Together = 4;

    // Header and payload; the second packet of a login, the first of an answer to a Query.
    public static TheoryData<string, byte[]> ImpossibleAnswers { get; } = new()
    {
        { "truncated header", [5, 0] },
        { "wrong number", [7, 0, 0, 9, 0, 0, 0, 2, 0, 0, 0] },
        { "empty packet", [0, 0, 0, 1] },
        { "short OK", [2, 0, 0, 1, 0, 0] },
        { "short error", [2, 0, 0, 1, 0xFF, 1] },
        { "EOF that ends nothing", [5, 0, 0, 1, 0xFE, 0, 0, 2, 0] },
        { "count of columns that never come", [9, 0, 0, 1, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF] },
        { "count of columns with a tail", [3, 0, 0, 1, 1, 1, 1] },
        { "giant row that never comes", [0xFF, 0xFF, 0xFF, 1, 1] },
        { "answer nobody asked for", [7, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0] },
        { "switch of the authentication", [6, 0, 0, 1, 0xFE, (byte)'d', (byte)'i', (byte)'a', (byte)'l', 0] },
    };

    public static TheoryData<byte[]> ImpossibleGreetings { get; } = new(
        [0, 0, 0, 0], [1, 0, 0, 0, 9], [1, 0, 0, 0, 10], [6, 0, 0, 0, 10, (byte)'8', (byte)'.', (byte)'4', 0, 1], [0xFF, 0xFF, 0xFF, 0, 10], [10, 0, 0, 1, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        [3, 0, 0, 0, 0xFF, 0x10, 0x04], [1, 0, 0, 0, 0xFF], "HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), []);

    [Theory]
    [InlineData("[]", 14)]
    [InlineData("""[ { "Name": "rules", "Rules": [ { "Effect": "Deny", "Statements": ["Drop"] } ] } ]""", 15)]
    [InlineData(MySqlProxies.Policies, 16)]
    public async Task Proxy_survives_a_server_that_answers_with_damaged_packets(string policies, int seed)
    {
        List<List<byte[]>> answers = await RecordedTraffic.AnswersAsync();
        int session = 0;
        long sent = 0;
        await using var server = new FakeMySqlServer(async connection =>
        {
            var mutator = new FrameMutator((seed * 1_000_000) + Interlocked.Increment(ref session), RecordedTraffic.Framing);
            await connection.AcceptLoginAsync(Capabilities.Usual);
            while (await NextAsync(connection) is { First: not 1 } question)
            {
                byte[][] payloads = IsStatement(question) ? [.. answers[mutator.Below(answers.Count)]] : ObligingServer.Answer(question, connection.Capabilities);
                List<byte[]> answer = [.. payloads.Select((payload, i) => PacketBuffer.Frame(payload, question.NextSequence + i))];
                int damaged = mutator.Below((answer.Count * 3) + 1);
                if (damaged < answer.Count && IsStatement(question))
                    answer[damaged] = mutator.Next([answer[damaged]]);
                Interlocked.Add(ref sent, answer.Count);
                await connection.SendAsync(Bytes.Join(answer));
            }
        });
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(
            new ProxyConfiguration { Protocol = "MySql", UpstreamPort = server.Port, Policies = policies });
        long before = proxy.ResidentBytes;
        for (int i = 0; i < Sessions; i += Together)
        {
            await Task.WhenAll(Enumerable.Range(0, Together).Select(_ => AskAsync(proxy.Port)));
            Assert.True(proxy.IsRunning, $"died at session {i} of seed {seed}, or up to {Together} later: {proxy.Errors}");
        }
        Assert.InRange(proxy.ResidentBytes, 0, before + (256L << 20));
        Assert.True(Interlocked.Read(ref sent) > Sessions, $"{sent} packets");
    }

    [Theory]
    [MemberData(nameof(ImpossibleAnswers))]
    public async Task Session_ends_at_an_impossible_answer(string what, byte[] answer)
    {
        foreach (string policies in (string[])["[]", MySqlProxies.Policies])
        {
            await using IAsyncDisposable turn = upstream.Fake.Play(async connection =>
            {
                await connection.AcceptLoginAsync(Capabilities.Usual);
                await connection.ReadPacketAsync();
                await connection.SendAsync(answer);
            });
            ProxyProcess proxy = await upstream.Fake.ProxyAsync(policies);
            long before = proxy.ResidentBytes;
            await AskAsync(proxy.Port, queries: 1);
            Assert.True(proxy.IsRunning, what);
            Assert.InRange(proxy.ResidentBytes, 0, before + (64L << 20));
        }
    }

    [Theory]
    [MemberData(nameof(ImpossibleGreetings))]
    public async Task Login_at_a_server_that_talks_nonsense_ends(byte[] greeting)
    {
        await using IAsyncDisposable turn = upstream.Fake.Play(connection => connection.SendAsync(greeting));
        ProxyProcess proxy = await upstream.Fake.ProxyAsync();
        await using MySqlWireClient client = await MySqlWireClient.ConnectAsync(proxy.Port);
        await client.DrainAsync();
        Assert.True(proxy.IsRunning);
    }

    [Theory]
    [MemberData(nameof(ImpossibleAnswers))]
    public async Task Login_that_a_server_answers_with_nonsense_ends(string what, byte[] answer)
    {
        await using IAsyncDisposable turn = upstream.Fake.Play(async connection =>
        {
            await connection.SendAsync(PacketBuffer.Frame(ServerPackets.Greeting()));
            await connection.ReadPacketAsync();
            answer = [.. answer];
            if (answer.Length > 3)
                answer[3] = 2;
            await connection.SendAsync(answer);
        });
        ProxyProcess proxy = await upstream.Fake.ProxyAsync();
        await AskAsync(proxy.Port, queries: 1);
        Assert.True(proxy.IsRunning, what);
    }

    // Whoever waits for the rest of a damaged answer is not kept waiting for ever: null, and the server hangs up.
    private static async Task<WirePacket?> NextAsync(FakeMySqlConnection connection)
    {
        try
        {
            return await connection.ReadPacketAsync().WaitAsync(TimeSpan.FromMilliseconds(300));
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    // The proxy's own question is answered well, or no session would get any further.
    private static bool IsStatement(WirePacket question) => question.First == 3 && !ObligingServer.IsOfProxy(question);

    // Asks, reads whatever comes, and never waits for more than a server could still send.
    private static async Task AskAsync(int port, int queries = QuestionsPerSession)
    {
        await using MySqlWireClient client = await MySqlWireClient.ConnectAsync(port);
        Task reading = Task.CompletedTask;
        try
        {
            Greeting greeting = await client.ReadGreetingAsync();
            await client.SendNextAsync(LoginPackets.Response(Capabilities.Usual & greeting.Capabilities, new LoginOptions(), [], greeting.Plugin));
            reading = client.DrainAsync();
            for (int i = 0; i < queries; i++)
                await client.SendAsync(i % 2 == 0 ? Command.Query("select ssn from customers") : Command.Prepare("select 1"));
            await Task.WhenAny(reading, Task.Delay(20));
            client.HalfClose();
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException or InvalidOperationException)
        {
            // Ended by the proxy at the first damage: right.
        }
        await reading;
    }
}
