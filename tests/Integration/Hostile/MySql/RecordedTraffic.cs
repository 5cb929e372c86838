using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Transparency.MySql;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Hostile.MySql;

/// <summary>Real packets of both directions, from the scripted sessions.</summary>
internal static class RecordedTraffic
{
    private const int Longest = 4096;

    private const int LongestAnswer = 100;

    private static readonly Lazy<Task<List<List<byte[]>>>> LazyAnswers = new(RecordAsync);

    /// <summary>A length of the payload, a number, the payload.</summary>
    public static Framing Framing { get; } = new(4, WriteLength,
        [0xFB], [0xFC, 0xFF, 0xFF], [0xFD, 0xFF, 0xFF, 0xFF], [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0xFE, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0],
        [0xFF], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0]);

    /// <summary>What the scripts send at the start of an exchange, without the endings of sessions.</summary>
    public static List<byte[]> FromClient { get; } =
    [
        .. SessionScript.All.SelectMany(script => script.Steps).SelectMany(step => step.Payloads)
            .Where(payload => payload.Length <= Longest && payload is not [0x01, ..]).Select(payload => PacketBuffer.Frame(payload)),
    ];

    /// <summary>What MariaDB answered to statements in text and in binary, as payloads.</summary>
    public static Task<List<List<byte[]>>> AnswersAsync() => LazyAnswers.Value;

    private static async Task<List<List<byte[]>>> RecordAsync()
    {
        var answers = new List<List<byte[]>>();
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(MySqlServer.Shared(Brand.MariaDb).Port);
        foreach (ScriptStep step in SessionScript.All.SelectMany(script => script.Steps).Where(IsOneQuery))
        {
            Reply reply = await client.ExchangeAsync(step.Payloads[0]);
            if (reply.Packets.Count <= LongestAnswer && reply.Packets.All(packet => packet.Payload.Length <= Longest))
                answers.Add([.. reply.Packets.Select(packet => packet.Payload)]);
        }
        return answers;
    }

    private static bool IsOneQuery(ScriptStep step) => step.Answers is [Answer.Text] && step.Payloads is [[0x03, ..] query]
        && query.Length <= Longest && query.AsSpan().IndexOf("local infile"u8) < 0;

    private static void WriteLength(byte[] packet)
    {
        int length = packet.Length - 4;
        (packet[0], packet[1], packet[2]) = ((byte)length, (byte)(length >> 8), (byte)(length >> 16));
    }
}
