using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Recording.Postgres;

/// <summary>One message of a recorded stream: all that was captured of its body, which may be a prefix.</summary>
internal readonly ref struct CapturedFrame
{
    /// <summary>The message code; 0 for a packet before login.</summary>
    public byte Code { get; init; }

    /// <summary>The header of a packet before login.</summary>
    public StartupPacket Startup { get; init; }

    /// <summary>Where the message starts in its stream.</summary>
    public long Offset { get; init; }

    public int BodyLength { get; init; }

    public ReadOnlySpan<byte> Body { get; init; }

    public bool IsWhole => Body.Length == BodyLength;
}
