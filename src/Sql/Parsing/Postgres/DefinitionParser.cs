using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>Reads the parts that definitions of objects have in common.</summary>
internal static class DefinitionParser
{
    /// <summary>CREATE SCHEMA holds further definitions without a separator; their first words are reserved.</summary>
    public static bool AtEnd(in TokenCursor cursor) =>
        cursor.AtStatementEnd || cursor.Kind == TokenKind.CloseParen
        || cursor.Keyword is PostgresKeyword.Create or PostgresKeyword.Grant;

    /// <summary>Reads on to the end of the definition: options, and expressions with functions and references.</summary>
    public static void Tail(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (!AtEnd(cursor))
        {
            ExpressionParser.Run(ref cursor, summary, ExpressionPlace.List);
            if (!AtEnd(cursor))
                ClauseWord(ref cursor, summary);
        }
    }

    /// <summary>Reads one element of a list of columns or constraints, up to its comma or the end of the list.</summary>
    public static void Element(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (!AtEnd(cursor) && cursor.Kind != TokenKind.Comma)
        {
            if (cursor.Is(PostgresKeyword.Options) && cursor.Next.Kind == TokenKind.OpenParen)
            {
                cursor.Advance();
                Parentheses.Skip(ref cursor, summary);
            }
            ExpressionParser.Run(ref cursor, summary, ExpressionPlace.Element);
            if (!AtEnd(cursor) && cursor.Kind != TokenKind.Comma)
                ClauseWord(ref cursor, summary);
        }
    }

    /// <summary>Passes names and options that can hold no relations.</summary>
    public static void SkipRest(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (!AtEnd(cursor))
        {
            if (cursor.Kind == TokenKind.OpenParen)
                Parentheses.Skip(ref cursor, summary);
            else
                cursor.Advance();
        }
    }

    /// <summary><c>WITH [NO] DATA</c> or <c>WITH [LOCAL | CASCADED] CHECK OPTION</c> after a query</summary>
    public static void WithOption(ref TokenCursor cursor)
    {
        if (!cursor.Accept(PostgresKeyword.With))
            return;
        while (cursor.Current.Kind == TokenKind.Word && !AtEnd(cursor))
            cursor.Advance();
    }

    public static void IfExists(ref TokenCursor cursor)
    {
        if (!cursor.Accept(PostgresKeyword.If, PostgresKeyword.Exists)
            && cursor.Accept(PostgresKeyword.If, PostgresKeyword.Not))
            cursor.Accept(PostgresKeyword.Exists);
    }

    /// <summary><c>name ON relation</c>, as triggers, rules and policies are named.</summary>
    public static void NameOnRelation(ref TokenCursor cursor, SummaryBuilder summary)
    {
        IfExists(ref cursor);
        cursor.Advance();
        OnRelation(ref cursor, summary);
    }

    public static void OnRelation(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Accept(PostgresKeyword.On))
            NameReader.Target(ref cursor, summary, AccessMode.Write);
        else
            summary.Partial("ON was expected");
    }

    /// <summary><c>name ON relation [FOR command] [TO roles] [USING (condition)] [WITH CHECK (condition)]</c></summary>
    public static void Policy(ref TokenCursor cursor, SummaryBuilder summary)
    {
        NameOnRelation(ref cursor, summary);
        while (!AtEnd(cursor) && cursor.Kind != TokenKind.OpenParen)
            cursor.Advance();
        Tail(ref cursor, summary);
    }

    private static void ClauseWord(ref TokenCursor cursor, SummaryBuilder summary)
    {
        switch (cursor.Keyword)
        {
            case PostgresKeyword.References:
                cursor.Advance();
                NameReader.Target(ref cursor, summary, AccessMode.Read);
                if (cursor.Kind == TokenKind.OpenParen)
                    Parentheses.Skip(ref cursor, summary);
                break;
            case PostgresKeyword.Select:
                summary.Partial("a query stands in a definition");
                QueryParser.Query(ref cursor, summary);
                break;
            // FOR VALUES FROM (..) TO (..)
            case PostgresKeyword.From when cursor.Next.Kind != TokenKind.OpenParen:
                summary.Partial("FROM stands in a definition");
                cursor.Advance();
                break;
            case PostgresKeyword.With when cursor.Next.Keyword == PostgresKeyword.Grant:
                cursor.Advance(2);
                break;
            default:
                cursor.Advance();
                break;
        }
    }
}
