using WireProxy.Recording.Reading;
using WireProxy.Sql.Lexing;

namespace WireProxy.Replay.Exporters.Sql;

/// <summary>The literals of MySQL and MariaDB under their default <c>sql_mode</c>.</summary>
internal sealed class MySqlDialect : ISqlDialect
{
    public BulkData BulkData => BulkData.LeftOut;

    public IReadOnlyList<ParameterMarker> MarkersIn(ReadOnlySpan<byte> sql) => ParameterMarkers.OfMySql(sql, LexicalContext.MySqlDefault);

    public string? Literal(RecordedParameter parameter) => (parameter.Text, parameter.Form) switch
    {
        (_, ParameterForm.Unread) => null,
        (null, _) => "NULL",
        (var number, ParameterForm.Number) => number,
        (var digits, ParameterForm.Bytes) => $"x'{digits}'",
        (var text, _) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal)}'",
    };
}
