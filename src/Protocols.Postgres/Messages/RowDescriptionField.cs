using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Protocols.Postgres.Messages;

/// <summary>One column of a result, as RowDescription announces it.</summary>
public readonly ref struct RowDescriptionField
{
    private RowDescriptionField(scoped ref PayloadReader reader)
    {
        Name = reader.ReadCString();
        TableOid = reader.ReadUInt32();
        AttributeNumber = reader.ReadInt16();
        TypeOid = reader.ReadUInt32();
        TypeLength = reader.ReadInt16();
        TypeModifier = reader.ReadInt32();
        Format = FormatCodes.Of(reader.ReadInt16());
    }

    /// <summary>In the session's client encoding.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The relation that the column comes from, 0 when it is computed.</summary>
    public uint TableOid { get; }

    /// <summary>The column's <c>attnum</c>; negative for system columns, 0 when computed or for a whole row.</summary>
    public short AttributeNumber { get; }

    /// <summary>Of a domain, the base type.</summary>
    public uint TypeOid { get; }

    /// <summary>Negative when the length varies.</summary>
    public short TypeLength { get; }

    /// <summary>The type's <c>atttypmod</c>, -1 when it has none.</summary>
    public int TypeModifier { get; }

    /// <summary>Text in the answer to Describe of a statement, whatever a later Bind asks for.</summary>
    public FieldFormat Format { get; }

    internal static RowDescriptionField Read(scoped ref PayloadReader reader) => new(ref reader);
}
