using System.Text.Json;
using WireProxy.Audit.Records;
using WireProxy.Cli;

namespace WireProxy.Replay.Exporters;

/// <summary>The records that are not bytes as JSON lines.</summary>
/// <param name="Type">The line's <c>type</c>.</param>
/// <param name="Fields">Writes its other fields.</param>
internal sealed record EventJson(string Type, Action<Utf8JsonWriter> Fields)
{
    /// <summary>Null for a record that has no line of its own.</summary>
    public static EventJson? Of(StoredRecord record)
    {
        ReadOnlySpan<byte> payload = record.Bytes.Span;
        return record.Kind switch
        {
            RecordKind.Identity when RecordPayload.ReadIdentity(payload) is { } identity => new("identity", json =>
            {
                json.WriteString("user", identity.User);
                json.WriteString("database", identity.Database);
                json.WriteString("application", identity.Application);
            }),
            RecordKind.Verdict when RecordPayload.ReadVerdict(payload) is { } verdict => new("verdict", json => Write(json, verdict)),
            RecordKind.MasksApplied when RecordPayload.ReadMasks(payload) is { } masks => new("masks", json =>
            {
                json.WriteNumber("offset", masks.Offset);
                json.WriteStartArray("columns");
                foreach (string column in masks.Columns)
                    json.WriteStringValue(column);
                json.WriteEndArray();
            }),
            RecordKind.Redacted when RecordPayload.ReadRedacted(payload) is { } redacted => new("redacted", json =>
            {
                json.WriteString("side", redacted.Side == RecordedSide.Client ? "client" : "server");
                json.WriteNumber("offset", redacted.Offset);
                json.WriteNumber("length", redacted.Length);
            }),
            RecordKind.Event when RecordPayload.ReadEvent(payload) is { } noted => new("event", json =>
            {
                json.WriteString("name", noted.Name);
                json.WriteString("detail", noted.Detail);
            }),
            RecordKind.SessionEnded when RecordPayload.ReadEnded(payload) is { } ended =>
                new("ended", json => json.WriteString("reason", ended.Reason)),
            _ => null,
        };
    }

    private static void Write(Utf8JsonWriter json, StatementVerdict verdict)
    {
        json.WriteNumber("offset", verdict.Offset);
        json.WriteString("verdict", SessionsWords.Of(verdict.Outcome));
        json.WriteString("policy", verdict.Policy);
        if (verdict.Rule is { } rule)
            json.WriteNumber("rule", rule);
        json.WriteString("message", verdict.Message);
    }
}
