using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Recording.Postgres.Values;

/// <summary>The text of binary dates, times and intervals in ISO form, times with time zone in UTC or as sent.</summary>
internal static class DateTimeText
{
    private const uint Time = 1083, TimeTz = 1266, Interval = 1186;
    private const long MicrosecondsPerSecond = 1_000_000;
    private const long MicrosecondsPerDay = 86_400 * MicrosecondsPerSecond;

    private static readonly DateTime Epoch = new(2000, 1, 1);
    private static readonly long FirstDay = (DateTime.MinValue - Epoch).Days;
    private static readonly long LastDay = (DateTime.MaxValue - Epoch).Days;

    public static string? Of(uint type, ReadOnlySpan<byte> value) => (type, value.Length) switch
    {
        (TypeOid.Date, 4) => Date(BinaryPrimitives.ReadInt32BigEndian(value)),
        (TypeOid.Timestamp, 8) => Timestamp(BinaryPrimitives.ReadInt64BigEndian(value), zone: ""),
        (TypeOid.TimestampTz, 8) => Timestamp(BinaryPrimitives.ReadInt64BigEndian(value), zone: "+00"),
        (Time, 8) => TimeOfDay(BinaryPrimitives.ReadInt64BigEndian(value)),
        (TimeTz, 12) => TimeOfDay(BinaryPrimitives.ReadInt64BigEndian(value)) + Zone(BinaryPrimitives.ReadInt32BigEndian(value[8..])),
        (Interval, 16) => IntervalText(
            BinaryPrimitives.ReadInt64BigEndian(value), BinaryPrimitives.ReadInt32BigEndian(value[8..]), BinaryPrimitives.ReadInt32BigEndian(value[12..])),
        _ => null,
    };

    private static string? Date(long days) => days switch
    {
        int.MaxValue => "infinity",
        int.MinValue => "-infinity",
        // Years that .NET does not have.
        _ when days < FirstDay || days > LastDay => null,
        _ => Epoch.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private static string? Timestamp(long microseconds, string zone)
    {
        if (microseconds is long.MaxValue or long.MinValue)
            return microseconds > 0 ? "infinity" : "-infinity";
        (long days, long rest) = Math.DivRem(microseconds, MicrosecondsPerDay);
        if (rest < 0)
            (days, rest) = (days - 1, rest + MicrosecondsPerDay);
        return Date(days) is { } date ? $"{date} {TimeOfDay(rest)}{zone}" : null;
    }

    private static string TimeOfDay(long microseconds)
    {
        (long seconds, long fraction) = Math.DivRem(microseconds, MicrosecondsPerSecond);
        string text = string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        return fraction == 0 ? text : text + string.Create(CultureInfo.InvariantCulture, $".{fraction:000000}").TrimEnd('0');
    }

    // Seconds west of Greenwich.
    private static string Zone(int west)
    {
        int east = Math.Abs(west);
        string text = string.Create(CultureInfo.InvariantCulture, $"{(west > 0 ? '-' : '+')}{east / 3600:00}");
        if (east % 3600 != 0)
            text += string.Create(CultureInfo.InvariantCulture, $":{east / 60 % 60:00}");
        return east % 60 == 0 ? text : text + string.Create(CultureInfo.InvariantCulture, $":{east % 60:00}");
    }

    private static string IntervalText(long microseconds, int days, int months)
    {
        var text = new StringBuilder();
        Append(text, months / 12, "year");
        Append(text, months % 12, "mon");
        Append(text, days, "day");
        if (microseconds != 0 || text.Length == 0)
            text.Append(text.Length == 0 ? "" : " ").Append(microseconds < 0 ? "-" : "").Append(TimeOfDay(Math.Abs(microseconds)));
        return text.ToString();
    }

    private static void Append(StringBuilder text, int count, string unit)
    {
        if (count != 0)
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length == 0 ? "" : " ")}{count} {unit}{(count is 1 ? "" : "s")}");
    }
}
