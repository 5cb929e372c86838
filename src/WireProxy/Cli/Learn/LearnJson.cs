using System.Text.Encodings.Web;
using System.Text.Json;

namespace WireProxy.Cli.Learn;

/// <summary>Writes what was learned: a rule for a policy, and what it would allow.</summary>
internal static class LearnJson
{
    private static readonly JsonWriterOptions ForPeople = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(StatementLearner learned, Stream output)
    {
        using var json = new Utf8JsonWriter(output, ForPeople);
        json.WriteStartObject();
        WriteRule(json, learned);
        json.WriteStartArray("statements");
        foreach (LearnedShape shape in learned.Shapes)
            WriteShape(json, shape);
        json.WriteEndArray();
        json.WriteStartObject("skipped");
        json.WriteNumber("notRun", learned.NotRun);
        json.WriteNumber("withoutFingerprint", learned.WithoutFingerprint);
        json.WriteNumber("erasedSessions", learned.Erased);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
    }

    private static void WriteRule(Utf8JsonWriter json, StatementLearner learned)
    {
        json.WriteStartObject("rule");
        json.WriteString("Effect", "Allow");
        json.WriteStartArray("Fingerprints");
        foreach (LearnedShape shape in learned.Shapes)
            json.WriteStringValue(shape.Fingerprint.ToString());
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteShape(Utf8JsonWriter json, LearnedShape shape)
    {
        json.WriteStartObject();
        json.WriteString("fingerprint", shape.Fingerprint.ToString());
        json.WriteNumber("count", shape.Count);
        json.WriteString("kind", shape.Kind.ToString());
        json.WriteString("example", shape.Example);
        json.WriteString("protocol", shape.Protocol);
        json.WriteNumber("sessions", shape.Sessions);
        json.WriteStartArray("users");
        foreach (string user in shape.Users)
            json.WriteStringValue(user);
        json.WriteEndArray();
        json.WriteString("firstAt", shape.FirstAt);
        json.WriteString("lastAt", shape.LastAt);
        json.WriteEndObject();
    }
}
