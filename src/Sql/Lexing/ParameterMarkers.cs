namespace WireProxy.Sql.Lexing;

/// <summary>Where a statement text has a parameter.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte behind it.</param>
/// <param name="Number">Which parameter, from 1.</param>
public readonly record struct ParameterMarker(int Start, int End, int Number);

/// <summary>Finds the parameters in statement texts.</summary>
public static class ParameterMarkers
{
    /// <summary>Each <c>$n</c> that is neither in a literal nor in a comment; empty if the text can not be lexed.</summary>
    public static IReadOnlyList<ParameterMarker> OfPostgres(ReadOnlySpan<byte> sql, LexicalContext context)
    {
        var markers = new List<ParameterMarker>();
        var lexer = new PostgresLexer(sql, context);
        for (Token token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            if (token.Kind == TokenKind.Invalid)
                return [];
            if (token.Kind == TokenKind.Parameter && int.TryParse(sql[(token.Start + 1)..token.End], out int number))
                markers.Add(new ParameterMarker(token.Start, token.End, number));
        }
        return markers;
    }

    /// <summary>Each <c>?</c> that is neither in a literal nor in a comment; empty if the text can not be lexed.</summary>
    public static IReadOnlyList<ParameterMarker> OfMySql(ReadOnlySpan<byte> sql, LexicalContext context)
    {
        var markers = new List<ParameterMarker>();
        var lexer = new MySqlLexer(sql, context, context.Server);
        for (MySqlToken token = lexer.Next(); token.Kind != MySqlTokenKind.End; token = lexer.Next())
        {
            if (token.Kind == MySqlTokenKind.Invalid)
                return [];
            if (token.Kind == MySqlTokenKind.Parameter)
                markers.Add(new ParameterMarker(token.Start, token.End, markers.Count + 1));
        }
        return markers;
    }
}
