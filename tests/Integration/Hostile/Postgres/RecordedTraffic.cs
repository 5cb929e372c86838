using System.Buffers.Binary;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Transparency.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Hostile.Postgres;

/// <summary>Real frames of both directions, from the scripted sessions.</summary>
internal static class RecordedTraffic
{
    private const int Longest = 4096;

    private const int LongestAnswer = 100;

    private static readonly Lazy<Task<List<List<byte[]>>>> LazyAnswers = new(RecordAsync);

    /// <summary>A code, a length of all but the code, the body.</summary>
    public static Framing Framing { get; } = new(5, frame => BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - 1),
        [0xFF, 0xFF, 0xFF, 0xFF], [0x80, 0, 0, 0], [0x7F, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0, 0], [0, 0, 0xFF, 0xFF], [0, 0, 0, 0]);

    /// <summary>What the scripts send, without the endings of sessions.</summary>
    public static List<byte[]> FromClient { get; } =
        [.. SessionScript.All.SelectMany(script => script.Steps).SelectMany(step => step.Frames).SelectMany(Split).Where(frame => frame[0] != 'X')];

    /// <summary>What the server answered to simple queries, each answer up to its ReadyForQuery.</summary>
    public static Task<List<List<byte[]>>> AnswersAsync() => LazyAnswers.Value;

    private static async Task<List<List<byte[]>>> RecordAsync()
    {
        var answers = new List<List<byte[]>>();
        await using WireClient client = await WireClient.LoginAsync(PostgresServer.Shared.Port);
        foreach (ScriptStep step in SessionScript.All.SelectMany(script => script.Steps).Where(IsOneQuery))
        {
            List<WireFrame> frames = await client.ExchangeAsync(step.Frames);
            if (frames.Count <= LongestAnswer && frames.All(frame => frame.Body.Length <= Longest))
                answers.Add([.. frames.Select(frame => frame.ToBytes())]);
        }
        return answers;
    }

    private static bool IsOneQuery(ScriptStep step) => step.Until == "Z" && step.Frames is [[(byte)'Q', ..]];

    private static IEnumerable<byte[]> Split(byte[] bytes)
    {
        for (int at = 0; at + 5 <= bytes.Length;)
        {
            int length = 1 + BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 1));
            if (length <= Longest)
                yield return bytes[at..(at + length)];
            at += length;
        }
    }
}
