using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Protocols.Postgres.Messages;

/// <summary>One parameter of a Bind.</summary>
public readonly ref struct BindParameter
{
    internal BindParameter(int start, ReadOnlySpan<byte> bytes, bool isNull, FieldFormat format)
    {
        Start = start;
        Bytes = bytes;
        IsNull = isNull;
        Format = format;
    }

    /// <summary>Where its bytes begin in the body.</summary>
    public int Start { get; }

    /// <summary>Empty for NULL, too.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public bool IsNull { get; }

    public FieldFormat Format { get; }
}
