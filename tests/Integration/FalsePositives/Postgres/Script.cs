using System.Text;

namespace WireProxy.Integration.FalsePositives.Postgres;

/// <summary>One statement of a script for psql, with the rows that follow a COPY FROM STDIN.</summary>
internal sealed record ScriptStatement(string Sql, string? Rows);

/// <summary>Takes the statements out of a script for psql. Of its commands <c>\set</c> is obeyed; the others are left out.</summary>
internal sealed class Script(string text, Dictionary<string, string> variables)
{
    private readonly List<ScriptStatement> _statements = [];
    private readonly StringBuilder _sql = new();
    private int _at;
    private int _depth;
    private int _bodies;

    public IReadOnlyList<ScriptStatement> Statements()
    {
        while (_at < text.Length)
            Step();
        return _statements;
    }

    private void Step()
    {
        char current = text[_at];
        if (Ahead("--") || current == '\\')
            Line(current);
        else if (Ahead("/*"))
            Take(CommentEnd());
        else if (current is '\'' or '"')
            Take(QuoteEnd(current));
        else if (current == '$' && DollarEnd() is { } end)
            Take(end);
        else if (current == ':' && Variable() is { } variable)
            _sql.Append(variable);
        else if (char.IsAsciiLetter(current) || current == '_')
            Word();
        else
            Character(current);
    }

    private void Character(char current)
    {
        _depth += current == '(' ? 1 : current == ')' ? -1 : 0;
        _at++;
        if (current == ';' && _depth <= 0 && _bodies == 0)
            End();
        else
            _sql.Append(current);
    }

    // The body of a routine in standard SQL ends where its BEGIN does.
    private void Word()
    {
        int end = _at;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '$'))
            end++;
        string word = text[_at..end].ToLowerInvariant();
        bool isAtomic = word == "atomic" && _sql.ToString().TrimEnd().EndsWith("begin", StringComparison.OrdinalIgnoreCase);
        if (isAtomic || (_bodies > 0 && word == "case"))
            _bodies++;
        else if (_bodies > 0 && word == "end")
            _bodies--;
        Take(end);
    }

    private void Line(char first)
    {
        int end = text.IndexOf('\n', _at);
        end = end < 0 ? text.Length : end;
        string line = text[_at..end];
        _at = end;
        if (first != '\\')
            return;
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["\\set", var name, .. var values])
            variables[name] = string.Concat(values.Select(value => value[0] == ':' ? variables.GetValueOrDefault(value[1..], "") : value.Trim('\'')));
        else if (words[0].StartsWith("\\g", StringComparison.Ordinal) || words[0].StartsWith("\\crosstab", StringComparison.Ordinal))
            End();
    }

    private void End()
    {
        string sql = _sql.ToString().Trim();
        _sql.Clear();
        _depth = 0;
        if (sql.Length == 0)
            return;
        bool hasRows = sql.StartsWith("copy", StringComparison.OrdinalIgnoreCase) && sql.Contains("from stdin", StringComparison.OrdinalIgnoreCase);
        _statements.Add(new ScriptStatement(sql, hasRows ? Rows() : null));
    }

    private string Rows()
    {
        int start = Math.Min(text.Length, text.IndexOf('\n', _at) + 1);
        int end = text.IndexOf("\\.", start, StringComparison.Ordinal);
        end = end < 0 ? text.Length : end;
        _at = Math.Min(text.Length, end + 2);
        return text[start..end];
    }

    private string? Variable()
    {
        if (!Ahead(":'"))
            return null;
        int end = text.IndexOf('\'', _at + 2);
        if (end < 0 || !variables.TryGetValue(text[(_at + 2)..end], out string? value))
            return null;
        _at = end + 1;
        return $"'{value}'";
    }

    private int QuoteEnd(char quote)
    {
        bool escapes = quote == '\'' && _at > 0 && text[_at - 1] is 'E' or 'e' && (_at < 2 || !char.IsAsciiLetterOrDigit(text[_at - 2]));
        int at = _at + 1;
        while (at < text.Length && text[at] != quote)
            at += escapes && text[at] == '\\' ? 2 : 1;
        return Math.Min(text.Length, at + 1);
    }

    private int? DollarEnd()
    {
        if (_at > 0 && (char.IsAsciiLetterOrDigit(text[_at - 1]) || text[_at - 1] == '_'))
            return null;
        int tagEnd = _at + 1;
        while (tagEnd < text.Length && (char.IsAsciiLetterOrDigit(text[tagEnd]) || text[tagEnd] == '_'))
            tagEnd++;
        if (tagEnd >= text.Length || text[tagEnd] != '$' || char.IsAsciiDigit(text[_at + 1]))
            return null;
        string tag = text[_at..(tagEnd + 1)];
        int end = text.IndexOf(tag, tagEnd + 1, StringComparison.Ordinal);
        return end < 0 ? text.Length : end + tag.Length;
    }

    private int CommentEnd()
    {
        int depth = 0, at = _at;
        do
        {
            bool opens = string.CompareOrdinal(text, at, "/*", 0, 2) == 0, closes = string.CompareOrdinal(text, at, "*/", 0, 2) == 0;
            depth += opens ? 1 : closes ? -1 : 0;
            at += opens || closes ? 2 : 1;
        }
        while (depth > 0 && at < text.Length);
        return Math.Min(text.Length, at);
    }

    private void Take(int end)
    {
        _sql.Append(text, _at, end - _at);
        _at = end;
    }

    private bool Ahead(string what) => string.CompareOrdinal(text, _at, what, 0, what.Length) == 0;
}
