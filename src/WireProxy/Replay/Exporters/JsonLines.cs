using System.Text.Json;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;
using WireProxy.Cli;
using WireProxy.Recording.Reading;

namespace WireProxy.Replay.Exporters;

/// <summary>The lines of a session as JSON objects. Scripts rely on the names (docs/export.md).</summary>
internal sealed class JsonLines(ExportWriter writer, ExportedRows rows) : ExportSink(writer)
{
    private readonly List<ExportedResult> _results = [];

    public void Session(SessionEntry entry) => Write("session", json => SessionsJson.WriteFields(json, entry));

    public override void ResultBegan(RunningStatement statement, RecordedResult result) => _results.Add(new ExportedResult(result));

    public override void ResultEnded(RunningStatement statement, ResultEnd end)
    {
        if (_results is [.., { Rows: null } open])
            open.Rows = end.Rows ?? 0;
    }

    public override void Row(RunningStatement statement, in RecordedRow row)
    {
        if (rows == ExportedRows.Counted || !row.IsWhole)
            return;
        IReadOnlyList<string?> values = row.Values;
        Write("row", json =>
        {
            json.WriteNumber("statement", Seq);
            json.WriteNumber("result", _results.Count);
            json.WriteStartArray("values");
            foreach (string? value in values)
                json.WriteStringValue(value);
            json.WriteEndArray();
        });
    }

    public override void Copied(RunningStatement? statement, in CopiedData data)
    {
        if (rows == ExportedRows.Counted)
            return;
        string from = data.From == RecordedSide.Client ? "client" : "server";
        byte[] bytes = data.Captured.ToArray();
        Event("copy", json =>
        {
            json.WriteString("from", from);
            json.WriteBase64String("data", bytes);
        });
    }

    public override void Failed(RunningStatement? statement, RecordedError error)
    {
        // A statement's own error is in its line.
        if (statement is null)
            Event("error", json => Error(json, error));
    }

    public override void Noticed(RecordedError notice) => Event("notice", json => Error(json, notice));

    public override void Add(StatementEntry entry, RunningStatement statement)
    {
        Write("statement", json =>
        {
            SessionsJson.WriteFields(json, entry);
            Parameters(json, statement.Bound);
            json.WriteStartArray("results");
            foreach (ExportedResult result in _results)
                result.Write(json);
            json.WriteEndArray();
        });
        _results.Clear();
    }

    protected override void Noted(StoredRecord record)
    {
        if (EventJson.Of(record) is { } line)
            Event(line.Type, line.Fields);
    }

    private static void Error(Utf8JsonWriter json, RecordedError error)
    {
        json.WriteString("code", error.Code);
        json.WriteString("message", error.Message);
    }

    private static void Parameters(Utf8JsonWriter json, BoundValues? bound)
    {
        json.WriteStartArray("parameters");
        foreach (RecordedParameter parameter in bound?.Read() ?? [])
        {
            json.WriteStartObject();
            json.WriteString("value", parameter.Text);
            json.WriteString("type", parameter.Type);
            if (parameter.Form is ParameterForm.Bytes or ParameterForm.Unread)
                json.WriteString("encoding", "hex");
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void Event(string type, Action<Utf8JsonWriter> fields) => Write(type, json =>
    {
        json.WriteString("at", Now.At.UtcDateTime);
        json.WriteNumber("elapsedMs", Now.Elapsed.TotalMilliseconds);
        fields(json);
    });

    private void Write(string type, Action<Utf8JsonWriter> fields) => Writer.Line(SessionsJson.Object(json =>
    {
        json.WriteString("type", type);
        fields(json);
    }));

    /// <summary>One result of the statement that is being answered.</summary>
    private sealed class ExportedResult(RecordedResult result)
    {
        public long? Rows { get; set; }

        public void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteStartArray("columns");
            foreach (ResultColumn column in result.Columns)
            {
                json.WriteStartObject();
                json.WriteString("name", column.Name);
                json.WriteString("type", column.Type);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            if (Rows is { } known)
                json.WriteNumber("rows", known);
            json.WriteEndObject();
        }
    }
}
