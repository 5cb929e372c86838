using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WireProxy.Audit.Verification;

namespace WireProxy.Cli.Verify;

/// <summary>A report as JSON. Scripts rely on the names.</summary>
internal static class VerifyJson
{
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(VerifyReport report, TimeSpan elapsed)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, OneLine))
            Write(json, report, elapsed);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static void Write(Utf8JsonWriter json, VerifyReport report, TimeSpan elapsed)
    {
        json.WriteStartObject();
        json.WriteBoolean("intact", report.IsIntact);
        json.WriteStartArray("findings");
        foreach (Finding finding in report.Findings)
            Write(json, finding);
        json.WriteEndArray();
        json.WriteNumber("sessions", report.Sessions);
        json.WriteNumber("chunks", report.Chunks);
        json.WriteNumber("frames", report.Frames);
        json.WriteNumber("signedFrames", report.SignedFrames);
        json.WriteNumber("shredded", report.Shredded);
        json.WriteNumber("erasedDays", report.ErasedDays);
        json.WriteNumber("bytes", report.Bytes);
        json.WriteNumber("seconds", Math.Round(elapsed.TotalSeconds, 3));
        json.WriteStartArray("notes");
        foreach (string note in report.Notes)
            json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(finding.Kind.ToString()));
        json.WriteString("message", finding.Message);
        json.WriteString("day", finding.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Write(json, "offset", finding.Offset);
        Write(json, "position", finding.Position);
        json.WriteString("session", finding.Session?.ToString());
        Write(json, "chunk", finding.Chunk);
        Write(json, "record", finding.Record);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }
}
