using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Recording.MySql;

/// <summary>One payload of a recorded stream: all that was captured of it, which may be a prefix. Continuations are joined.</summary>
internal readonly ref struct CapturedPacket
{
    /// <summary>Of its first packet.</summary>
    public PacketHeader Header { get; init; }

    /// <summary>Of its last packet.</summary>
    public byte LastSequence { get; init; }

    /// <summary>Where its first packet starts in the stream.</summary>
    public long Offset { get; init; }

    public long Length { get; init; }

    public ReadOnlySpan<byte> Payload { get; init; }

    public bool IsWhole => Payload.Length == Length;
}
