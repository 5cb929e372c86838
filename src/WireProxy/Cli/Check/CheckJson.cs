using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WireProxy.Policy;
using WireProxy.Sql.Analysis;

namespace WireProxy.Cli.Check;

/// <summary>Writes a checked text as one line of JSON. Scripts rely on the names.</summary>
internal static class CheckJson
{
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(CheckedText text)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, OneLine))
        {
            json.WriteStartObject();
            WriteVerdict(json, text);
            json.WriteStartArray("statements");
            foreach (StatementSummary statement in text.Batch.Statements)
                WriteStatement(json, statement, text);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }

    private static void WriteVerdict(Utf8JsonWriter json, CheckedText text)
    {
        json.WriteString("verdict", CheckWords.Of(text.Verdict.Kind));
        json.WriteString("policy", text.Verdict.Policy);
        if (text.Verdict.Rule is { } rule)
            json.WriteNumber("rule", rule);
        else
            json.WriteNull("rule");
        json.WriteString("message", text.Verdict.Message);
        json.WriteString("coverage", CheckWords.Of(text.Batch));
    }

    private static void WriteStatement(Utf8JsonWriter json, StatementSummary statement, CheckedText text)
    {
        json.WriteStartObject();
        json.WriteString("kind", statement.Kind.ToString());
        WriteTexts(json, "kinds", statement.Kinds.Members().Select(kind => kind.ToString()));
        json.WriteStartArray("relations");
        foreach (RelationAccess relation in statement.Relations)
        {
            json.WriteStartObject();
            json.WriteString("name", relation.Name.ToString());
            json.WriteString("access", CheckWords.Of(relation.Access));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteTexts(json, "functions", statement.Functions.Select(function => function.ToString()));
        json.WriteString("where", CheckWords.Of(statement.Where));
        json.WriteString("gap", statement.Coverage.Gap);
        json.WriteString("fingerprint", statement.Fingerprint?.ToString());
        WriteOutputs(json, statement, text);
        WritePossibleMasks(json, statement, text);
        json.WriteEndObject();
    }

    private static void WriteOutputs(Utf8JsonWriter json, StatementSummary statement, CheckedText text)
    {
        json.WriteStartArray("outputs");
        foreach (OutputColumn output in statement.Outputs)
        {
            json.WriteStartObject();
            json.WriteString("name", output.Name);
            if (output.Lineage.IsKnown)
                WriteTexts(json, "lineage", output.Lineage.Sources.Select(CheckWords.Of));
            else
                json.WriteString("lineage", "unknown");
            json.WriteString("mask", text.MaskOf(output)?.With.Kind.ToString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WritePossibleMasks(Utf8JsonWriter json, StatementSummary statement, CheckedText text)
    {
        json.WriteStartArray("masks");
        foreach (ColumnMask mask in text.PossibleMasks(statement))
        {
            json.WriteStartObject();
            json.WriteString("column", mask.Column.ToString());
            json.WriteString("mask", mask.With.Kind.ToString());
            json.WriteString("policy", mask.Policy);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
