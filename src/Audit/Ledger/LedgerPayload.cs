using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace WireProxy.Audit.Ledger;

/// <summary>Reads and writes the payloads that are JSON.</summary>
internal static class LedgerPayload
{
    private const string DayFormat = "yyyy-MM-dd";

    public static byte[] Write(DayOpened payload) => JsonSerializer.SerializeToUtf8Bytes(payload, LedgerJson.Default.DayOpened);

    public static byte[] Write(WriterStarted payload) => JsonSerializer.SerializeToUtf8Bytes(payload, LedgerJson.Default.WriterStarted);

    public static byte[] Write(CatalogClosed payload) => JsonSerializer.SerializeToUtf8Bytes(payload, LedgerJson.Default.CatalogClosed);

    public static byte[] Write(DaysErased payload) => JsonSerializer.SerializeToUtf8Bytes(payload, LedgerJson.Default.DaysErased);

    public static byte[] Write(SessionMarked payload) => JsonSerializer.SerializeToUtf8Bytes(payload, LedgerJson.Default.SessionMarked);

    /// <summary>Each reader gives null for bytes that are not its payload.</summary>
    public static DayOpened? ReadDay(ReadOnlySpan<byte> bytes) => Read(bytes, LedgerJson.Default.DayOpened);

    public static CatalogClosed? ReadCatalogClosed(ReadOnlySpan<byte> bytes) => Read(bytes, LedgerJson.Default.CatalogClosed);

    public static DaysErased? ReadErased(ReadOnlySpan<byte> bytes) => Read(bytes, LedgerJson.Default.DaysErased);

    public static SessionMarked? ReadMarked(ReadOnlySpan<byte> bytes) => Read(bytes, LedgerJson.Default.SessionMarked);

    /// <summary>A day as it is written in payloads and in file names.</summary>
    public static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static bool TryParseDay(ReadOnlySpan<char> text, out DateOnly day) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static T? Read<T>(ReadOnlySpan<byte> bytes, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
