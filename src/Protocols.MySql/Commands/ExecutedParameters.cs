using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Commands;

/// <summary>
/// What a client's commands said of one prepared statement's parameters: types stand until an execution brings others, and
/// a value that came in pieces has no bytes in the next execution (protocols reference 2.A).
/// </summary>
public sealed class ExecutedParameters
{
    private ParameterType[] _types = [];
    private byte[] _longData = [];

    /// <summary>A COM_STMT_SEND_LONG_DATA.</summary>
    public void NoteLongData(ushort parameter)
    {
        if (parameter >= _longData.Length * 8)
            Array.Resize(ref _longData, (parameter / 8) + 1);
        NullBitmap.Set(_longData, parameter);
    }

    /// <summary>Behind an execution and a COM_STMT_RESET values that came in pieces are gone.</summary>
    public void ForgetLongData() => _longData = [];

    /// <summary>An execution passed that was not read: it may have brought other types.</summary>
    public void Forget()
    {
        _types = [];
        ForgetLongData();
    }

    /// <summary>Reads an execution, and takes the types down where it brings new ones.</summary>
    /// <param name="request">The command.</param>
    /// <param name="count">How many parameters the statement has.</param>
    /// <param name="capabilities">With QueryAttributes there may be more, and types come with names.</param>
    /// <exception cref="MySqlProtocolException">It is not exactly one execution of such a statement. Types are unknown behind it.</exception>
    public ExecuteParameters Read(ExecuteRequest request, int count, CapabilityFlags capabilities)
    {
        ParameterType[] types = _types;
        // The server may see it otherwise, and go by the new types.
        _types = [];
        // [lenenc count], null bitmap, Int8 whether types come, (Int16 type, [lenenc name])*, values
        var reader = new PayloadReader(request.Parameters);
        bool hasNames = capabilities.Has(CapabilityFlags.QueryAttributes);
        if (hasNames && request.Flags.HasFlag(ExecuteFlags.ParameterCountAvailable))
            count = ReadCount(ref reader, count);
        ReadOnlySpan<byte> nullBitmap = default;
        if (count == 0)
            types = [];
        else
        {
            nullBitmap = reader.ReadBytes((count + 7) / 8);
            if (ReadTypesFollow(ref reader))
                types = ReadTypes(ref reader, count, hasNames);
            if (types.Length != count)
                throw new MySqlProtocolException("an execution relies on types that were not sent");
        }
        var parameters = new ExecuteParameters(types, nullBitmap, _longData, reader);
        _types = types;
        return parameters;
    }

    private static int ReadCount(ref PayloadReader reader, int least)
    {
        ulong count = reader.ReadLengthEncodedInteger();
        return count >= (ulong)least && count <= ushort.MaxValue
            ? (int)count
            : throw new MySqlProtocolException($"{count} parameters for a statement of {least}");
    }

    private static bool ReadTypesFollow(ref PayloadReader reader) => reader.ReadByte() switch
    {
        0 => false,
        1 => true,
        byte other => throw new MySqlProtocolException($"0x{other:x2} in place of whether types follow"),
    };

    private static ParameterType[] ReadTypes(ref PayloadReader reader, int count, bool hasNames)
    {
        // Before anything is allocated for them.
        if (count > reader.Remaining / sizeof(ushort))
            throw new MySqlProtocolException($"types of {count} parameters in a shorter packet");
        var types = new ParameterType[count];
        for (int i = 0; i < count; i++)
        {
            types[i] = ParameterType.Read(ref reader);
            if (hasNames)
                reader.ReadLengthEncodedString();
        }
        return types;
    }
}
