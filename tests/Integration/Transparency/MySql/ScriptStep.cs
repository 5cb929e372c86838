using WireProxy.Integration.Wire;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Transparency.MySql;

/// <summary>What a client reads after a command before it goes on.</summary>
internal enum Answer
{
    /// <summary>OK, an error, or results in text.</summary>
    Text,

    /// <summary>The same with rows in binary.</summary>
    Binary,

    /// <summary>The answer to Prepare.</summary>
    Preparation,

    /// <summary>Rows of a cursor whose columns the step before brought.</summary>
    Fetched,

    /// <summary>Column definitions without a count.</summary>
    Fields,

    /// <summary>One packet of whatever kind.</summary>
    Packet,

    /// <summary>Everything up to the server's close.</summary>
    End,
}

/// <summary>One write of a client, and the answers that it then waits for; none: it goes on at once.</summary>
internal sealed record ScriptStep(Answer[] Answers, params byte[][] Payloads)
{
    public ScriptStep(Answer answer, params byte[][] payloads)
        : this([answer], payloads)
    {
    }

    /// <summary>Packets that go on counting after the server's, as the data of LOCAL INFILE does.</summary>
    public byte[][] Continuation { get; init; } = [];

    /// <summary>Plays the step in writes of at most <paramref name="chunk"/> bytes.</summary>
    public async Task PlayAsync(MySqlWireClient client, int chunk)
    {
        byte[] all = Bytes.Join([.. Payloads.Select(payload => PacketBuffer.Frame(payload)), ServerPackets.Packets(client.NextSequence, Continuation)]);
        try
        {
            await client.Stream.WriteInChunksAsync(all, chunk);
        }
        catch (IOException) when (Answers is [.., Answer.End])
        {
            // Closed before all was said, as the step expects.
        }
        foreach (Answer answer in Answers)
            await ReadAsync(client, answer);
    }

    private static async Task ReadAsync(MySqlWireClient client, Answer answer)
    {
        switch (answer)
        {
            case Answer.Text:
                await client.ReadReplyAsync();
                break;
            case Answer.Binary:
                await client.ReadExecutedAsync();
                break;
            case Answer.Preparation:
                await client.ReadPreparedAsync();
                break;
            case Answer.Fetched:
                await client.ReadToTerminatorAsync();
                break;
            case Answer.Fields:
                await client.ReadFieldListAsync();
                break;
            case Answer.Packet:
                Assert.NotNull(await client.ReadPacketAsync());
                break;
            default:
                await client.ReadToEndAsync();
                break;
        }
    }
}
