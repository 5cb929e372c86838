using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Tests.Rows;

/// <summary>Says how much it could write, and writes nothing.</summary>
internal sealed class BoundMask(long bound) : ValueRewriter
{
    public override long MaxLength(int valueLength) => bound;

    public override int Write(ReadOnlySpan<byte> value, Span<byte> destination) => 0;
}
