using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Messages;

/// <summary>What MariaDB adds to the type of a column.</summary>
public readonly ref struct ExtendedMetadata
{
    private const byte TypeNameKind = 0;
    private const byte FormatKind = 1;

    private ExtendedMetadata(ReadOnlySpan<byte> entries)
    {
        var reader = new PayloadReader(entries);
        while (reader.Remaining > 0)
        {
            byte kind = reader.ReadByte();
            ReadOnlySpan<byte> value = reader.ReadLengthEncodedString();
            if (kind == TypeNameKind)
                TypeName = value;
            else if (kind == FormatKind)
                Format = value;
        }
        Bytes = entries;
    }

    /// <summary>(Int8 kind, lenenc value)*</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>A type that the codes do not know, such as <c>uuid</c>, <c>inet6</c> or <c>point</c>.</summary>
    public ReadOnlySpan<byte> TypeName { get; }

    /// <summary><c>json</c>, or empty.</summary>
    public ReadOnlySpan<byte> Format { get; }

    /// <exception cref="MySqlProtocolException">The bytes are not exactly a list of entries.</exception>
    public static ExtendedMetadata Read(ReadOnlySpan<byte> entries) => new(entries);
}
