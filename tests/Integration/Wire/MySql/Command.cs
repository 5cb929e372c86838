using System.Text;

namespace WireProxy.Integration.Wire.MySql;

/// <summary>The client's command payloads.</summary>
internal static class Command
{
    private const int LongLong = 8;
    private const int VarString = 253;

    public static byte[] Quit { get; } = [0x01];

    public static byte[] Statistics { get; } = [0x09];

    public static byte[] ProcessInfo { get; } = [0x0A];

    public static byte[] Debug { get; } = [0x0D];

    public static byte[] Ping { get; } = [0x0E];

    public static byte[] ResetConnection { get; } = [0x1F];

    public static byte[] InitDatabase(string name) => new PacketBuffer().Byte(0x02).Rest(name).ToArray();

    public static byte[] Query(string sql) => new PacketBuffer().Byte(0x03).Rest(sql).ToArray();

    /// <summary>The statement behind named text attributes, for a connection with that capability.</summary>
    public static byte[] QueryWithAttributes(string sql, params (string Name, string Value)[] attributes)
    {
        PacketBuffer body = new PacketBuffer().Byte(0x03).LenEnc((ulong)attributes.Length).LenEnc(1);
        if (attributes.Length > 0)
        {
            body.Zeros((attributes.Length + 7) / 8).Byte(1);
            foreach ((string name, _) in attributes)
                body.Int16(VarString).LenText(name);
            foreach ((_, string value) in attributes)
                body.LenText(value);
        }
        return body.Rest(sql).ToArray();
    }

    public static byte[] FieldList(string table, string wildcard = "%") => new PacketBuffer().Byte(0x04).Text(table).Rest(wildcard).ToArray();

    public static byte[] ProcessKill(long thread) => new PacketBuffer().Byte(0x0C).Int32(thread).ToArray();

    public static byte[] ChangeUser(string user, byte[] answer, string database, string plugin) => new PacketBuffer()
        .Byte(0x11).Text(user).Byte(answer.Length).Raw(answer).Text(database).Int16(45).Text(plugin).ToArray();

    public static byte[] Prepare(string sql) => new PacketBuffer().Byte(0x16).Rest(sql).ToArray();

    /// <summary>Values are long, string, byte[] or null; the types come along.</summary>
    public static byte[] Execute(uint statement, CursorType cursor = CursorType.None, params object?[] values)
    {
        PacketBuffer body = new PacketBuffer().Byte(0x17).Int32(statement).Byte((int)cursor).Int32(1);
        if (values.Length == 0)
            return body.ToArray();
        var nulls = new byte[(values.Length + 7) / 8];
        for (int i = 0; i < values.Length; i++)
            nulls[i / 8] |= (byte)(values[i] is null ? 1 << (i % 8) : 0);
        body.Raw(nulls).Byte(1);
        foreach (object? value in values)
            body.Int16(value is long ? LongLong : VarString);
        foreach (object? value in values)
            Append(body, value);
        return body.ToArray();
    }

    /// <summary>An Execute that relies on the types of the one before.</summary>
    public static byte[] ExecuteAgain(uint statement, string value) => new PacketBuffer()
        .Byte(0x17).Int32(statement).Byte(0).Int32(1).Byte(0).Byte(0).LenText(value).ToArray();

    public static byte[] SendLongData(uint statement, int parameter, ReadOnlySpan<byte> data) =>
        new PacketBuffer().Byte(0x18).Int32(statement).Int16(parameter).Raw(data).ToArray();

    public static byte[] CloseStatement(uint statement) => new PacketBuffer().Byte(0x19).Int32(statement).ToArray();

    public static byte[] ResetStatement(uint statement) => new PacketBuffer().Byte(0x1A).Int32(statement).ToArray();

    public static byte[] SetOption(int option) => new PacketBuffer().Byte(0x1B).Int16(option).ToArray();

    public static byte[] Fetch(uint statement, int rows) => new PacketBuffer().Byte(0x1C).Int32(statement).Int32(rows).ToArray();

    /// <summary>MariaDB's execution over many rows of one number each.</summary>
    public static byte[] BulkExecute(uint statement, params long[] values)
    {
        PacketBuffer body = new PacketBuffer().Byte(0xFA).Int32(statement).Int16(128).Int16(LongLong);
        foreach (long value in values)
            body.Byte(0).Int64(unchecked((ulong)value));
        return body.ToArray();
    }

    private static void Append(PacketBuffer body, object? value)
    {
        switch (value)
        {
            case long number:
                body.Int64(unchecked((ulong)number));
                break;
            case string text:
                body.LenBytes(Encoding.UTF8.GetBytes(text));
                break;
            case byte[] bytes:
                body.LenBytes(bytes);
                break;
        }
    }
}

/// <summary>The flags of an Execute.</summary>
internal enum CursorType
{
    None = 0,
    ReadOnly = 1,
}
