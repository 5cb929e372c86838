using System.Diagnostics.CodeAnalysis;
using System.Text;
using WireProxy.Recording.Reading;
using WireProxy.Sql.Lexing;

namespace WireProxy.Replay.Exporters.Sql;

/// <summary>A recorded statement as one that needs no parameters.</summary>
internal static class SqlStatement
{
    /// <summary>Puts literals in the place of parameters.</summary>
    /// <param name="sql">The text as sent.</param>
    /// <param name="parameters">The values sent with it.</param>
    /// <param name="dialect">How to write them.</param>
    /// <param name="statement">The text, ended.</param>
    /// <param name="problem">Why there is none.</param>
    public static bool TryWrite(
        string sql, IReadOnlyList<RecordedParameter> parameters, ISqlDialect dialect,
        [NotNullWhen(true)] out string? statement, [NotNullWhen(false)] out string? problem)
    {
        statement = problem = null;
        if (parameters.Count == 0)
        {
            statement = Ended(sql);
            return true;
        }
        byte[] text = Encoding.UTF8.GetBytes(sql);
        IReadOnlyList<ParameterMarker> markers = dialect.MarkersIn(text);
        if (markers.Count == 0)
        {
            problem = "the text shows no place for its parameters";
            return false;
        }
        var written = new StringBuilder();
        int copied = 0;
        foreach (ParameterMarker marker in markers)
        {
            if (marker.Number > parameters.Count || dialect.Literal(parameters[marker.Number - 1]) is not { } literal)
            {
                problem = $"parameter {marker.Number} has a form that can not be written as a literal";
                return false;
            }
            written.Append(Encoding.UTF8.GetString(text.AsSpan(copied..marker.Start))).Append(literal);
            copied = marker.End;
        }
        written.Append(Encoding.UTF8.GetString(text.AsSpan(copied..)));
        statement = Ended(written.ToString());
        return true;
    }

    // A comment in the last line would take the semicolon with it.
    private static string Ended(string sql)
    {
        string text = sql.TrimEnd();
        if (text.EndsWith(';'))
            return text;
        string last = text[(text.LastIndexOf('\n') + 1)..];
        bool mayEndInComment = last.Contains("--", StringComparison.Ordinal) || last.Contains('#', StringComparison.Ordinal);
        return mayEndInComment ? text + "\n;" : text + ";";
    }
}
