using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Commands;

/// <summary>One named parameter before a statement.</summary>
public readonly ref struct QueryAttribute
{
    internal QueryAttribute(FieldType type, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool isNull)
    {
        Type = type;
        Name = name;
        Value = value;
        IsNull = isNull;
    }

    public FieldType Type { get; }

    public ReadOnlySpan<byte> Name { get; }

    /// <summary>As in a binary row, without its length.</summary>
    public ReadOnlySpan<byte> Value { get; }

    public bool IsNull { get; }
}
