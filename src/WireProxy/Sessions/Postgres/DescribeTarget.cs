using WireProxy.Protocols.Postgres.Conversation;

namespace WireProxy.Sessions.Postgres;

/// <summary>The first byte of a Describe or Close body: <c>S</c> names a statement, <c>P</c> a portal.</summary>
internal static class DescribeTarget
{
    public const byte Statement = (byte)'S';
    public const byte Portal = (byte)'P';

    public static ReplyKind Of(ReadOnlySpan<byte> body) => body.IsEmpty ? ReplyKind.DescribePortal : body[0] switch
    {
        Statement => ReplyKind.DescribeStatement,
        // The server rejects any other letter with an error, which answers either kind.
        _ => ReplyKind.DescribePortal,
    };
}
