using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Stores;

namespace WireProxy.Cli;

/// <summary>Sessions and statements as JSON. Scripts rely on the names.</summary>
internal static class SessionsJson
{
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One array.</summary>
    public static string List(IReadOnlyList<SessionEntry> sessions) => Write(json =>
    {
        json.WriteStartArray();
        foreach (SessionEntry session in sessions)
            WriteObject(json, () => WriteFields(json, session));
        json.WriteEndArray();
    });

    /// <summary>One object <c>{"session": {...}, "statements": [...]}</c>, however many statements there are.</summary>
    public static async Task WriteAsync(SessionEntry session, IAsyncEnumerable<StatementEntry> statements, TextWriter output)
    {
        await output.WriteAsync("{\"session\":" + Object(json => WriteFields(json, session)) + ",\"statements\":[");
        string separator = "\n";
        await foreach (StatementEntry statement in statements)
        {
            await output.WriteAsync(separator + Object(json => WriteFields(json, statement)));
            separator = ",\n";
        }
        await output.WriteLineAsync("]}");
    }

    /// <summary>The fields of a session, into an object that has begun.</summary>
    public static void WriteFields(Utf8JsonWriter json, SessionEntry session)
    {
        json.WriteString("id", session.Id.ToString());
        json.WriteString("endpoint", session.Endpoint);
        json.WriteString("protocol", session.Protocol);
        json.WriteString("user", session.User);
        json.WriteString("database", session.Database);
        json.WriteString("client", session.Client);
        json.WriteString("application", session.Application);
        json.WriteString("startedAt", session.StartedAt.UtcDateTime);
        Write(json, "endedAt", session.EndedAt);
        json.WriteString("endReason", session.EndReason);
        json.WriteNumber("statements", session.Statements);
        json.WriteNumber("denied", session.Denied);
        json.WriteNumber("rows", session.Rows);
        json.WriteNumber("bytesFromClient", session.BytesFromClient);
        json.WriteNumber("bytesToClient", session.BytesToClient);
    }

    /// <summary>The fields of a statement, into an object that has begun.</summary>
    public static void WriteFields(Utf8JsonWriter json, StatementEntry statement)
    {
        json.WriteNumber("seq", statement.Seq);
        json.WriteString("at", statement.At.UtcDateTime);
        Write(json, "durationMs", statement.Duration?.TotalMilliseconds);
        json.WriteString("sql", statement.Sql);
        json.WriteString("kind", statement.Kind);
        json.WriteString("verdict", SessionsWords.Of(statement.Verdict));
        json.WriteString("policy", statement.Policy);
        Write(json, "rule", statement.Rule);
        Write(json, "rows", statement.Rows);
        json.WriteString("error", statement.Error);
        json.WriteStartArray("masked");
        foreach (string column in statement.Masked)
            json.WriteStringValue(column);
        json.WriteEndArray();
    }

    /// <summary>A statement with the session that it belongs to.</summary>
    public static string Line(SessionEntry session, StatementEntry statement) => Object(json =>
    {
        json.WriteString("session", session.Id.ToString());
        json.WriteString("endpoint", session.Endpoint);
        json.WriteString("user", session.User);
        json.WriteString("database", session.Database);
        json.WriteString("client", session.Client);
        json.WriteString("application", session.Application);
        WriteFields(json, statement);
    });

    /// <summary>One object on one line.</summary>
    public static string Object(Action<Utf8JsonWriter> fields) => Write(json => WriteObject(json, () => fields(json)));

    private static void WriteObject(Utf8JsonWriter json, Action fields)
    {
        json.WriteStartObject();
        fields();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }

    private static void Write(Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } known)
            json.WriteString(name, known.UtcDateTime);
        else
            json.WriteNull(name);
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, OneLine))
            write(json);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}
