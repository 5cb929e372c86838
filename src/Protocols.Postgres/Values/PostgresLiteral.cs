using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace WireProxy.Protocols.Postgres.Values;

/// <summary>Writes a value that a person configured as text the way the server would send it for a type.</summary>
public static class PostgresLiteral
{
    /// <summary>The bytes of the value; null when the text is no value of the type, or the type is not supported.</summary>
    public static byte[]? Encode(uint typeOid, FieldFormat format, string text) => typeOid switch
    {
        TypeOid.Int2 => Integer(format, text, short.MinValue, short.MaxValue, 2),
        TypeOid.Int4 => Integer(format, text, int.MinValue, int.MaxValue, 4),
        TypeOid.Int8 => Integer(format, text, long.MinValue, long.MaxValue, 8),
        TypeOid.Oid => Integer(format, text, 0, uint.MaxValue, 4),
        TypeOid.Float4 or TypeOid.Float8 => Float(typeOid, format, text),
        TypeOid.Numeric => NumericLiteral.Encode(format, text),
        TypeOid.Bool => Bool(format, text),
        TypeOid.Uuid => Uuid(format, text),
        TypeOid.Json or TypeOid.Jsonb => Json(typeOid, format, text),
        TypeOid.Date or TypeOid.Timestamp or TypeOid.TimestampTz => DateTimeLiteral.Encode(typeOid, format, text),
        _ => null,
    };

    private static byte[]? Integer(FieldFormat format, string text, long min, long max, int width)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            || value < min || value > max)
            return null;
        if (format == FieldFormat.Text)
            return Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture));
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes[^width..];
    }

    private static byte[]? Float(uint typeOid, FieldFormat format, string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            return null;
        float single = (float)value;
        if (!(typeOid == TypeOid.Float4 ? float.IsFinite(single) : double.IsFinite(value)))
            return null;
        if (format == FieldFormat.Text)
        {
            string shown = typeOid == TypeOid.Float4
                ? single.ToString("R", CultureInfo.InvariantCulture)
                : value.ToString("R", CultureInfo.InvariantCulture);
            return Encoding.ASCII.GetBytes(shown.ToLowerInvariant());
        }
        byte[] bytes = new byte[typeOid == TypeOid.Float4 ? 4 : 8];
        if (typeOid == TypeOid.Float4)
            BinaryPrimitives.WriteSingleBigEndian(bytes, single);
        else
            BinaryPrimitives.WriteDoubleBigEndian(bytes, value);
        return bytes;
    }

    private static byte[]? Bool(FieldFormat format, string text) => text.ToLowerInvariant() switch
    {
        "t" or "true" or "y" or "yes" or "on" or "1" => [format == FieldFormat.Text ? (byte)'t' : (byte)1],
        "f" or "false" or "n" or "no" or "off" or "0" => [format == FieldFormat.Text ? (byte)'f' : (byte)0],
        _ => null,
    };

    private static byte[]? Uuid(FieldFormat format, string text)
    {
        if (!Guid.TryParseExact(text, "D", out Guid value))
            return null;
        return format == FieldFormat.Text
            ? Encoding.ASCII.GetBytes(value.ToString("D"))
            : value.ToByteArray(bigEndian: true);
    }

    private static byte[]? Json(uint typeOid, FieldFormat format, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            using var document = JsonDocument.Parse(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
        const byte JsonbVersion = 1;
        return typeOid == TypeOid.Jsonb && format == FieldFormat.Binary ? [JsonbVersion, .. bytes] : bytes;
    }
}
