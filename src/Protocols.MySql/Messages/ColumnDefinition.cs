using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Messages;

/// <summary>
/// One column of a result or one parameter. The names of the origin can be forged by aliases: they may add a mask and
/// never remove one (protocols reference 2.D). A changed copy is made by <c>with</c> and <see cref="Write"/>.
/// </summary>
public readonly ref struct ColumnDefinition
{
    private const byte FixedPartSize = 0x0C;
    private const int FillerSize = 2;

    public ColumnDefinition()
    {
    }

    /// <summary>Always <c>def</c>.</summary>
    public ReadOnlySpan<byte> Catalog { get; init; } = "def"u8;

    public ReadOnlySpan<byte> Schema { get; init; }

    /// <summary>The alias under which the statement uses the table.</summary>
    public ReadOnlySpan<byte> Table { get; init; }

    /// <summary>The table; empty for an expression.</summary>
    public ReadOnlySpan<byte> OrgTable { get; init; }

    /// <summary>The alias under which the statement returns the column.</summary>
    public ReadOnlySpan<byte> Name { get; init; }

    /// <summary>The column; empty for an expression.</summary>
    public ReadOnlySpan<byte> OrgName { get; init; }

    /// <summary>Only with MariaDbExtendedMetadata.</summary>
    public ExtendedMetadata ExtendedMetadata { get; init; }

    /// <summary>In which texts are sent; <see cref="CharacterSetId.Binary"/> for bytes and for numbers.</summary>
    public CharacterSetId CharacterSet { get; init; }

    /// <summary>The longest value that a text row can have, in bytes.</summary>
    public uint ColumnLength { get; init; }

    public FieldType Type { get; init; }

    public FieldFlags Flags { get; init; }

    /// <summary>Digits behind the point; 31 or 39 where there is no fixed number.</summary>
    public byte Decimals { get; init; }

    /// <summary>The type, to be kept when the definition is gone.</summary>
    public ColumnType ColumnType => new(Type, Flags, CharacterSet, ColumnLength, Decimals, ExtendedMetadata.Bytes.IsEmpty
        ? ExtendedTypes.Infer(Type, Flags, ColumnLength / CharacterSet.MaxBytesPerCharacter)
        : ExtendedTypes.Find(ExtendedMetadata.TypeName, ExtendedMetadata.Format));

    /// <exception cref="MySqlProtocolException">The payload is not exactly one definition.</exception>
    public static ColumnDefinition Read(ReadOnlySpan<byte> payload, CapabilityFlags capabilities)
    {
        var reader = new PayloadReader(payload);
        ColumnDefinition definition = Read(ref reader, capabilities);
        reader.End();
        return definition;
    }

    /// <summary>A definition in the reply to COM_FIELD_LIST, behind which the column's default value comes.</summary>
    /// <exception cref="MySqlProtocolException">The payload is not exactly one definition and its default.</exception>
    public static ColumnDefinition ReadWithDefault(ReadOnlySpan<byte> payload, CapabilityFlags capabilities)
    {
        var reader = new PayloadReader(payload);
        ColumnDefinition definition = Read(ref reader, capabilities);
        if (reader.Remaining > 0)
            reader.ReadNullableString(out _);
        reader.End();
        return definition;
    }

    /// <summary>The payload; valid until the writer's next one.</summary>
    public ReadOnlySpan<byte> Write(PayloadWriter writer, CapabilityFlags capabilities)
    {
        writer.Begin().LengthEncodedString(Catalog).LengthEncodedString(Schema)
            .LengthEncodedString(Table).LengthEncodedString(OrgTable)
            .LengthEncodedString(Name).LengthEncodedString(OrgName);
        if (capabilities.Has(CapabilityFlags.MariaDbExtendedMetadata))
            writer.LengthEncodedString(ExtendedMetadata.Bytes);
        return writer.Byte(FixedPartSize).UInt16(CharacterSet.Value).UInt32(ColumnLength)
            .Byte((byte)Type).UInt16((ushort)Flags).Byte(Decimals).Zeros(FillerSize).End();
    }

    private static ColumnDefinition Read(scoped ref PayloadReader reader, CapabilityFlags capabilities)
    {
        // Initializers run in this order, which is that of the wire.
        var definition = new ColumnDefinition
        {
            Catalog = reader.ReadLengthEncodedString(),
            Schema = reader.ReadLengthEncodedString(),
            Table = reader.ReadLengthEncodedString(),
            OrgTable = reader.ReadLengthEncodedString(),
            Name = reader.ReadLengthEncodedString(),
            OrgName = reader.ReadLengthEncodedString(),
            ExtendedMetadata = capabilities.Has(CapabilityFlags.MariaDbExtendedMetadata)
                ? ExtendedMetadata.Read(reader.ReadLengthEncodedString())
                : default,
        };
        reader.Expect(FixedPartSize);
        definition = definition with
        {
            CharacterSet = new CharacterSetId(reader.ReadUInt16()),
            ColumnLength = reader.ReadUInt32(),
            Type = (FieldType)reader.ReadByte(),
            Flags = (FieldFlags)reader.ReadUInt16(),
            Decimals = reader.ReadByte(),
        };
        reader.ReadBytes(FillerSize);
        return definition;
    }
}
