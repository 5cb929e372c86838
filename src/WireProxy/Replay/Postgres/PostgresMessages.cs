using System.Text;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Recording.Postgres;
using WireProxy.Replay.Driver;
using WireProxy.Sessions.Postgres;

namespace WireProxy.Replay.Postgres;

/// <summary>The messages of a PostgreSQL client after its login.</summary>
internal sealed class PostgresMessages : IClientMessages
{
    private const int DescribedBytes = 300;

    private readonly FrameScanner _frames = new(captureLimit: 0);

    public long Begun => _frames.Offset - _frames.FrameStart;

    public int Take(ReadOnlySpan<byte> bytes)
    {
        int messages = 0;
        while (_frames.TryRead(ref bytes, out _))
            messages++;
        return messages;
    }

    public bool IsFarewell(ReadOnlySpan<byte> bytes) => bytes.SequenceEqual((ReadOnlySpan<byte>)[(byte)'X', 0, 0, 0, 4]);

    public byte[] Farewell(string difference) => ErrorFrames.Fatal("XX000", "the replay differs from the recording: " + difference);

    public string Describe(ReadOnlySpan<byte> start)
    {
        var code = (FrontendMessageCode)start[0];
        if (!Enum.IsDefined(code))
            return $"a message of unknown code 0x{start[0]:x2}";
        if (code is not (FrontendMessageCode.Query or FrontendMessageCode.Parse) || start.Length <= FrameHeader.Size)
            return code.ToString();
        ReadOnlySpan<byte> body = start[FrameHeader.Size..];
        if (code == FrontendMessageCode.Parse)
            body = body[(body.IndexOf((byte)0) + 1)..];
        int end = body.IndexOf((byte)0);
        body = end < 0 ? body : body[..end];
        return $"{code} '{Encoding.UTF8.GetString(body[..Math.Min(body.Length, DescribedBytes)])}'";
    }
}
