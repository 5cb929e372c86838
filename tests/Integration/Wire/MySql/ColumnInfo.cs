namespace WireProxy.Integration.Wire.MySql;

/// <summary>A column definition.</summary>
internal sealed record ColumnInfo(
    string Schema, string Table, string OriginalTable, string Name, string OriginalName, int Charset, int Type, int Flags, string Format)
{
    private const int UnsignedFlag = 0x20;

    public bool IsUnsigned => (Flags & UnsignedFlag) != 0;

    public static ColumnInfo From(byte[] payload, Capabilities capabilities)
    {
        var cursor = new PayloadCursor(payload);
        Assert.Equal("def", cursor.LenText());
        string schema = cursor.LenText(), table = cursor.LenText(), originalTable = cursor.LenText();
        string name = cursor.LenText(), originalName = cursor.LenText();
        string format = "";
        if (capabilities.HasFlag(Capabilities.ExtendedMetadata))
            format = FormatOf(cursor.LenBytes()!);
        Assert.Equal(0x0C, cursor.Byte());
        int charset = cursor.Int16();
        cursor.Int32();
        int type = cursor.Byte(), flags = cursor.Int16();
        cursor.Take(3);
        return new ColumnInfo(schema, table, originalTable, name, originalName, charset, type, flags, format);
    }

    // Pairs of a kind (0 type, 1 format) and a text.
    private static string FormatOf(byte[] extended)
    {
        var texts = new List<string>();
        for (var cursor = new PayloadCursor(extended); !cursor.AtEnd;)
        {
            cursor.Byte();
            texts.Add(cursor.LenText());
        }
        return string.Join(',', texts);
    }
}
