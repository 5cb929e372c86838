using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace WireProxy.Protocols.Postgres.Values;

/// <summary>
/// Dates and timestamps in ISO form. Binary: Int32 days, or Int64 microseconds, from 2000-01-01. As text they have the ISO
/// date style, a timestamp with time zone in UTC; both can be read whatever the session's own style is.
/// </summary>
internal static class DateTimeLiteral
{
    private const string Time = "HH':'mm':'ss.FFFFFF";

    private static readonly string[] LocalForms =
        ["yyyy-MM-dd", "yyyy-MM-dd " + Time, "yyyy-MM-dd'T'" + Time];

    private static readonly string[] ZonedForms =
        [.. LocalForms.Skip(1).SelectMany(form => new[] { form + "zzz", form + "zz", form + "'Z'" }), .. LocalForms];

    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static byte[]? Encode(uint typeOid, FieldFormat format, string text)
    {
        string[] forms = typeOid switch
        {
            TypeOid.Date => LocalForms[..1],
            TypeOid.Timestamp => LocalForms,
            _ => ZonedForms,
        };
        if (!DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
                out DateTimeOffset parsed))
            return null;
        DateTime value = parsed.UtcDateTime;
        return format == FieldFormat.Text ? ToText(typeOid, value) : ToBinary(typeOid, value);
    }

    private static byte[] ToText(uint typeOid, DateTime value)
    {
        string form = typeOid switch
        {
            TypeOid.Date => LocalForms[0],
            TypeOid.Timestamp => LocalForms[1],
            _ => LocalForms[1] + "'+00'",
        };
        return Encoding.ASCII.GetBytes(value.ToString(form, CultureInfo.InvariantCulture));
    }

    private static byte[] ToBinary(uint typeOid, DateTime value)
    {
        TimeSpan sinceEpoch = value - Epoch;
        if (typeOid == TypeOid.Date)
        {
            byte[] days = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(days, sinceEpoch.Days);
            return days;
        }
        byte[] microseconds = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(microseconds, sinceEpoch.Ticks / TimeSpan.TicksPerMicrosecond);
        return microseconds;
    }
}
