using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Values;
using WireProxy.Recording.MySql.Values;
using WireProxy.Recording.Reading;

namespace WireProxy.Recording.MySql;

/// <summary>The parameter values of one COM_STMT_EXECUTE.</summary>
internal sealed class BoundExecute : BoundValues
{
    private readonly List<(ParameterType Type, byte[]? Value)> _values = [];
    /// <summary>Reads what follows the iteration count, and takes the types down where the client sent new ones.</summary>
    /// <param name="request">The command.</param>
    /// <param name="parameters">How many the statement has.</param>
    /// <param name="names">Whether the types come with names.</param>
    /// <param name="prepared">What the statement's earlier commands said.</param>
    public static BoundExecute Read(in ExecuteRequest request, int parameters, ParameterNames names, PreparedText prepared)
    {
        var bound = new BoundExecute();
        var reader = new PayloadReader(request.Parameters);
        int count = parameters;
        if (names == ParameterNames.Sent && request.Flags.HasFlag(ExecuteFlags.ParameterCountAvailable))
            count = (int)Math.Min(reader.ReadLengthEncodedInteger(), ushort.MaxValue);
        if (count == 0)
            return bound;
        ReadOnlySpan<byte> nulls = reader.ReadBytes((count + 7) / 8);
        if (reader.ReadByte() == 1)
            prepared.ParameterTypes = ReadTypes(ref reader, count, names);
        for (int i = 0; i < Math.Min(count, prepared.ParameterTypes.Count); i++)
        {
            ParameterType type = prepared.ParameterTypes[i];
            bool isNull = (nulls[i / 8] & (1 << (i % 8))) != 0;
            // What came in pieces has no bytes here; attributes stand behind the parameters.
            byte[]? value = prepared.LongData.TryGetValue((ushort)i, out List<byte>? pieces) ? [.. pieces] : isNull ? null : ReadValue(ref reader, type.Type);
            if (i < parameters)
                bound._values.Add((type, value));
        }
        return bound;
    }

    public override IReadOnlyList<RecordedParameter> Read() => [.. _values.Select(value => Parameter(value.Type, value.Value))];

    private static List<ParameterType> ReadTypes(ref PayloadReader reader, int count, ParameterNames names)
    {
        const int UnsignedBit = 0x8000;
        var types = new List<ParameterType>(count);
        for (int i = 0; i < count; i++)
        {
            int type = reader.ReadUInt16();
            if (names == ParameterNames.Sent)
                reader.ReadLengthEncodedString();
            types.Add(new ParameterType((FieldType)(byte)type, (type & UnsignedBit) != 0 ? FieldFlags.Unsigned : FieldFlags.None));
        }
        return types;
    }

    private static byte[]? ReadValue(ref PayloadReader reader, FieldType type) => BinaryValue.LayoutOf(type) switch
    {
        BinaryLayout.Fixed => reader.ReadBytes(BinaryValue.FixedSize(type)).ToArray(),
        BinaryLayout.DateTime or BinaryLayout.Time => reader.ReadBytes(reader.ReadByte()).ToArray(),
        BinaryLayout.LengthEncoded => reader.ReadLengthEncodedString().ToArray(),
        _ => null,
    };

    private static RecordedParameter Parameter(ParameterType type, byte[]? value)
    {
        var column = new ColumnType(type.Type, type.Flags, CharacterSetId.Utf8Mb4, 0, byte.MaxValue, ExtendedType.None);
        if (value is null)
            return new RecordedParameter(null, ParameterForm.Text, null);
        bool isText = BinaryValue.LayoutOf(type.Type) == BinaryLayout.LengthEncoded;
        if (isText && !System.Text.Unicode.Utf8.IsValid(value))
            return new RecordedParameter(Convert.ToHexString(value), ParameterForm.Bytes, TypeNames.Of(column));
        ParameterForm form = BinaryValue.LayoutOf(type.Type) == BinaryLayout.Fixed ? ParameterForm.Number : ParameterForm.Text;
        return new RecordedParameter(ValueText.OfBinary(column, value), form, TypeNames.Of(column));
    }
}

/// <summary>Whether parameters have names: with query attributes.</summary>
internal enum ParameterNames : byte
{
    NotSent,
    Sent,
}
