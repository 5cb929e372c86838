using WireProxy.Protocols.Postgres.Framing;

namespace WireProxy.Sessions.Postgres;

/// <summary>One frame of the bytes at hand; its body may be cut off where nobody needs to read the rest.</summary>
/// <param name="header">Code and full length.</param>
/// <param name="body">The part of the body that is here.</param>
/// <param name="start">Where the header starts in this read of input.</param>
/// <param name="streamOffset">The same, counted from the first byte of the connection.</param>
internal readonly ref struct ReceivedFrame(FrameHeader header, ReadOnlySpan<byte> body, int start, long streamOffset)
{
    public FrameHeader Header { get; } = header;

    public ReadOnlySpan<byte> Body { get; } = body;

    public int Start { get; } = start;

    public int End => Start + FrameHeader.Size + Body.Length;

    public long StreamOffset { get; } = streamOffset;

    public bool IsWhole => Body.Length == Header.BodyLength;
}
