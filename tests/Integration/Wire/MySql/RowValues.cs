using System.Globalization;
using System.Text;

namespace WireProxy.Integration.Wire.MySql;

/// <summary>Rows as text: of the text protocol as they are, of the binary protocol in the form that the text protocol would have.</summary>
internal static class RowValues
{
    public static string?[] Text(byte[] row, int columns)
    {
        var cursor = new PayloadCursor(row);
        var values = new string?[columns];
        for (int i = 0; i < columns; i++)
            values[i] = cursor.LenBytes() is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
        Assert.True(cursor.AtEnd, "bytes behind the row");
        return values;
    }

    // 00, then a bitmap that starts with two unused bits, then the values that are not NULL.
    public static string?[] Binary(byte[] row, IReadOnlyList<ColumnInfo> columns)
    {
        var cursor = new PayloadCursor(row);
        Assert.Equal(0, cursor.Byte());
        byte[] nulls = cursor.Take((columns.Count + 9) / 8).ToArray();
        var values = new string?[columns.Count];
        for (int i = 0; i < columns.Count; i++)
            values[i] = (nulls[(i + 2) / 8] & (1 << ((i + 2) % 8))) != 0 ? null : Value(cursor, columns[i]);
        Assert.True(cursor.AtEnd, "bytes behind the row");
        return values;
    }

    private static string Value(PayloadCursor cursor, ColumnInfo column) => column.Type switch
    {
        1 => Number(cursor.Int(1), 8, column),
        2 or 13 => Number(cursor.Int(2), 16, column),
        3 or 9 => Number(cursor.Int(4), 32, column),
        8 => Number(cursor.Int(8), 64, column),
        4 => BitConverter.UInt32BitsToSingle((uint)cursor.Int(4)).ToString(CultureInfo.InvariantCulture),
        5 => BitConverter.UInt64BitsToDouble(cursor.Int(8)).ToString(CultureInfo.InvariantCulture),
        7 or 10 or 12 => Date(cursor),
        11 => Time(cursor),
        _ => Encoding.UTF8.GetString(cursor.LenBytes()!),
    };

    private static string Number(ulong value, int bits, ColumnInfo column)
    {
        long signed = unchecked((long)(value << (64 - bits))) >> (64 - bits);
        return column.IsUnsigned || column.Type == 13 ? value.ToString(CultureInfo.InvariantCulture) : signed.ToString(CultureInfo.InvariantCulture);
    }

    private static string Date(PayloadCursor cursor)
    {
        int length = cursor.Byte();
        Assert.Contains(length, (int[])[0, 4, 7, 11]);
        string text = length == 0 ? "0000-00-00" : $"{cursor.Int16():D4}-{cursor.Byte():D2}-{cursor.Byte():D2}";
        if (length > 4)
            text += $" {cursor.Byte():D2}:{cursor.Byte():D2}:{cursor.Byte():D2}";
        return length > 7 ? $"{text}.{cursor.Int32():D6}" : text;
    }

    private static string Time(PayloadCursor cursor)
    {
        int length = cursor.Byte();
        Assert.Contains(length, (int[])[0, 8, 12]);
        if (length == 0)
            return "00:00:00";
        string sign = cursor.Byte() == 1 ? "-" : "";
        long hours = (24 * cursor.Int32()) + cursor.Byte();
        string text = $"{sign}{hours:D2}:{cursor.Byte():D2}:{cursor.Byte():D2}";
        return length > 8 ? $"{text}.{cursor.Int32():D6}" : text;
    }
}
