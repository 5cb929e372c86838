using System.Text;
using WireProxy.Integration.Wire;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.FalsePositives.Postgres;

/// <summary>A session through the proxy, with a witness between proxy and server: what the server said is compared with what came.</summary>
internal sealed class WitnessedSession(WireClient client, CapturedConnection server) : IAsyncDisposable
{
    public static async Task<WitnessedSession> StartAsync(int proxyPort, CapturingRelay relay)
    {
        WireClient client = await WireClient.LoginAsync(proxyPort);
        return new WitnessedSession(client, relay.Connections[^1]);
    }

    public Task<Answer> QueryAsync(ScriptStatement statement) => AnswerAsync(Frontend.Query(statement.Sql), statement.Rows);

    /// <summary>The same in the extended protocol, with results in binary format.</summary>
    public Task<Answer> ExtendedAsync(string sql) => AnswerAsync([.. Frontend.Extended(sql, resultFormat: 1), .. Frontend.Sync], null);

    public ValueTask DisposeAsync() => client.DisposeAsync();

    private async Task<Answer> AnswerAsync(byte[] request, string? rows)
    {
        client.Received.SetLength(0);
        server.TakeFromServer();
        await client.SendAsync(request);
        var frames = new List<WireFrame>();
        do
        {
            frames.Add(await client.ReadFrameAsync() ?? throw new EndOfStreamException($"closed after: {Transcript.Of(frames)}"));
            if (frames[^1].Code == 'G')
                await client.SendAsync(Frontend.CopyData(Encoding.UTF8.GetBytes(rows ?? "")), Frontend.CopyDone);
        }
        while (frames[^1].Code != 'Z');
        // Questions of the proxy's own have answers before, between or behind.
        byte[] said = server.TakeFromServer(), came = client.Received.ToArray();
        return new Answer(frames, said.AsSpan().IndexOf(came) >= 0 ? Likeness.Identical : Likeness.Different, Transcript.Of(frames));
    }
}

/// <summary>What came to the client.</summary>
internal sealed record Answer(List<WireFrame> Frames, Likeness Likeness, string Shown)
{
    public string? Refusal => Frames.FirstOrDefault(frame => frame.Code == 'E' && (frame.Field('M') ?? "").StartsWith("blocked by policy", StringComparison.Ordinal))?.Field('M');

    public bool HasFailed => Frames.Exists(frame => frame.Code == 'E');
}

/// <summary>Whether it is what the server said, byte for byte.</summary>
internal enum Likeness
{
    Identical,
    Different,
}
