using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>Passes parenthesised lists that name no relations: columns, types, options, aliases.</summary>
internal static class Parentheses
{
    private enum Content
    {
        Words,
        Types,
    }

    /// <summary>
    /// Goes past a list of names, types or options. The grammar takes any expression as the modifier of a type, so what
    /// looks like a call is claimed as one, and a query makes the summary partial.
    /// </summary>
    public static void Skip(ref TokenCursor cursor, SummaryBuilder summary) => Skip(ref cursor, summary, Content.Types);

    /// <summary>Goes past the options of COPY, EXPLAIN and the like, where the grammar has no expressions at all.</summary>
    public static void SkipWords(ref TokenCursor cursor, SummaryBuilder summary) =>
        Skip(ref cursor, summary, Content.Words);

    private static void Skip(ref TokenCursor cursor, SummaryBuilder summary, Content content)
    {
        int depth = 0;
        do
        {
            if (cursor.AtStatementEnd)
            {
                summary.Partial("parentheses are not balanced");
                return;
            }
            if (cursor.Kind == TokenKind.OpenParen)
                depth++;
            else if (cursor.Kind == TokenKind.CloseParen)
                depth--;
            else if (content == Content.Types && cursor.Current.IsWord)
                Word(cursor, summary, depth);
            cursor.Advance();
        }
        while (depth > 0);
    }

    private static void Word(in TokenCursor cursor, SummaryBuilder summary, int depth)
    {
        bool opensQuery = cursor.Previous.Kind == TokenKind.OpenParen && QueryParser.StartsHere(cursor);
        // The modifiers of types are constants or single words.
        bool isExpression = depth > 1 && cursor.Next.IsWord;
        if (opensQuery || isExpression || ImplicitCallParser.StartsHere(cursor)
            || cursor.Is(PostgresKeyword.Select))
            summary.Partial("an expression stands where a list was expected");
        else if (cursor.Next.Kind == TokenKind.OpenParen
            && cursor.Keyword.Class() is KeywordClass.Unreserved or KeywordClass.TypeOrFunctionName
            && NameReader.Spelling(cursor, cursor.Current, summary) is { } name)
            summary.Call(new SqlName(null, name));
    }
}
