using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Tests.Rows;

/// <summary>Writes the same replacement for every value; null stands for NULL.</summary>
internal sealed class ScriptedMask(byte[]? replacement) : ValueRewriter
{
    /// <summary>More room than needed, so that a bound taken for a length shows.</summary>
    public const int Slack = 300;

    public static ScriptedMask Stars { get; } = new("****"u8.ToArray());

    public static ScriptedMask Nulls { get; } = new(null);

    public byte[]? Replacement => replacement;

    public override long MaxLength(int valueLength) => (replacement?.Length ?? 0) + Slack;

    public override int Write(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        // The room that was promised is really there, and may be used.
        destination[..(int)MaxLength(value.Length)].Fill(0xEE);
        replacement?.CopyTo(destination);
        return replacement?.Length ?? Null;
    }
}
