using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WireProxy.Policy.Gaps;

namespace WireProxy.Cli;

/// <summary>Writes that a configuration is valid, and its coverage, as one line of JSON.</summary>
internal static class CoverageJson
{
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="coverage">Null where nobody asked for it.</param>
    public static string Write(IReadOnlyList<CoverageNote>? coverage)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, OneLine))
        {
            json.WriteStartObject();
            json.WriteBoolean("valid", true);
            if (coverage is not null)
                WriteNotes(json, coverage);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }

    private static void WriteNotes(Utf8JsonWriter json, IReadOnlyList<CoverageNote> coverage)
    {
        json.WriteStartArray("coverage");
        foreach (CoverageNote note in coverage)
        {
            json.WriteStartObject();
            json.WriteString("path", note.Path);
            json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(note.Kind.ToString()));
            json.WriteString("text", note.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
