using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Commands;

/// <summary>COM_FIELD_LIST: the columns of a table.</summary>
public readonly ref struct FieldListRequest
{
    private FieldListRequest(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        reader.Expect((byte)CommandCode.FieldList);
        Table = reader.ReadNulString();
        Wildcard = reader.ReadRest();
    }

    public ReadOnlySpan<byte> Table { get; }

    /// <summary>A pattern for LIKE, or nothing for all columns.</summary>
    public ReadOnlySpan<byte> Wildcard { get; }

    /// <exception cref="MySqlProtocolException">The payload is no such command.</exception>
    public static FieldListRequest Read(ReadOnlySpan<byte> payload) => new(payload);
}
