using System.Diagnostics.CodeAnalysis;
using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Sessions.MySql;

/// <summary>What the executions of one prepared statement say of its parameters.</summary>
internal sealed class ExecutedParameters
{
    private FieldType[] _types = [];

    /// <summary>Whether a value came in pieces since the last execution: it has no bytes in the next one.</summary>
    public bool HasLongData { get; set; }

    /// <summary>Where the values stand in a COM_STMT_EXECUTE; a NULL has no bytes. False where that can not be told.</summary>
    /// <param name="payload">The command.</param>
    /// <param name="statement">The statement that it runs.</param>
    /// <param name="hasAttributes">Whether types come with names.</param>
    /// <param name="values">One for each parameter.</param>
    public bool TryFind(ReadOnlySpan<byte> payload, PreparedStatement statement, bool hasAttributes, [NotNullWhen(true)] out List<Range>? values)
    {
        values = null;
        if (statement.Confirmed is not { } confirmed)
            return false;
        try
        {
            values = Find(payload, confirmed.Parameters, hasAttributes);
            return values is not null;
        }
        catch (MySqlProtocolException)
        {
            // The server refuses it.
            return false;
        }
    }

    // Int8 null bitmap, Int8 whether types come, (Int16 type, name?)*, values
    private List<Range>? Find(ReadOnlySpan<byte> payload, int parameters, bool hasAttributes)
    {
        ExecuteRequest request = ExecuteRequest.Read(payload);
        var reader = new PayloadReader(request.Parameters);
        int before = payload.Length - request.Parameters.Length;
        int count = parameters;
        if (hasAttributes && request.Flags.HasFlag(ExecuteFlags.ParameterCountAvailable))
            count = (int)Math.Min(reader.ReadLengthEncodedInteger(), ushort.MaxValue);
        var values = new List<Range>(count);
        if (count == 0)
            return values;
        ReadOnlySpan<byte> nulls = reader.ReadBytes((count + 7) / 8);
        if (reader.ReadByte() == 1)
            _types = ReadTypes(ref reader, count, hasAttributes);
        if (_types.Length != count)
            return null;
        for (int at = 0; at < count; at++)
        {
            bool isNull = (nulls[at / 8] & (1 << (at % 8))) != 0;
            int length = isNull ? 0 : LengthOf(ref reader, _types[at]);
            values.Add((before + reader.Position)..(before + reader.Position + length));
            reader.ReadBytes(length);
        }
        reader.End();
        return values;
    }

    private static FieldType[] ReadTypes(ref PayloadReader reader, int count, bool hasNames)
    {
        var types = new FieldType[count];
        for (int at = 0; at < count; at++)
        {
            types[at] = (FieldType)(byte)reader.ReadUInt16();
            if (hasNames)
                reader.ReadLengthEncodedString();
        }
        return types;
    }

    private static int LengthOf(ref PayloadReader reader, FieldType type) => BinaryValue.LayoutOf(type) switch
    {
        BinaryLayout.Fixed => BinaryValue.FixedSize(type),
        BinaryLayout.DateTime or BinaryLayout.Time => reader.ReadByte(),
        BinaryLayout.LengthEncoded => checked((int)Math.Min(reader.ReadLengthEncodedInteger(), int.MaxValue)),
        _ => 0,
    };
}
