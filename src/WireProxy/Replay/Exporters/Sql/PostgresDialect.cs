using WireProxy.Recording.Reading;
using WireProxy.Sql.Lexing;

namespace WireProxy.Replay.Exporters.Sql;

/// <summary>PostgreSQL's literals, and psql's way with COPY data.</summary>
internal sealed class PostgresDialect : ISqlDialect
{
    public BulkData BulkData => BulkData.Inline;

    public IReadOnlyList<ParameterMarker> MarkersIn(ReadOnlySpan<byte> sql) => ParameterMarkers.OfPostgres(sql, LexicalContext.PostgresDefault);

    public string? Literal(RecordedParameter parameter)
    {
        if (parameter.Form == ParameterForm.Unread)
            return null;
        // Without a cast the server finds the type of a literal as it found the parameter's.
        string cast = parameter.Type is { } type && type != "unknown" ? "::" + type : "";
        return (parameter.Text is null ? "NULL" : Quoted(parameter.Text)) + cast;
    }

    // With a backslash the E form reads the same under every standard_conforming_strings.
    private static string Quoted(string text)
    {
        string doubled = text.Replace("'", "''", StringComparison.Ordinal);
        return doubled.Contains('\\', StringComparison.Ordinal)
            ? $" E'{doubled.Replace("\\", "\\\\", StringComparison.Ordinal)}'"
            : $"'{doubled}'";
    }
}
