using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Protocols.Postgres.Tests.Messages;

/// <summary>Writes the same replacement for every value; null stands for NULL.</summary>
internal sealed class ScriptedMask(byte[]? replacement) : ValueRewriter
{
    /// <summary>More room than needed, so that a bound taken for a length shows.</summary>
    public const int Slack = 17;

    public override long MaxLength(int valueLength) => (replacement?.Length ?? 0) + Slack;

    public override int Write(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        replacement?.CopyTo(destination);
        return replacement?.Length ?? Null;
    }
}
