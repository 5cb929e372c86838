using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>Reads the calls that have a syntax of their own.</summary>
internal static class SpecialCallReader
{
    /// <summary>Takes such a call, if there is one.</summary>
    public static bool TryCall(ref TokenCursor cursor, Reading reading, Expression value)
    {
        if (cursor.Is(PostgresKeyword.Collation, PostgresKeyword.For))
        {
            value.AddOther();
            cursor.Advance(2);
            TokenSkip.Group(ref cursor, reading);
            return true;
        }
        if (cursor.Next.Kind != TokenKind.OpenParen)
            return false;
        switch (cursor.Keyword)
        {
            case PostgresKeyword.Cast or PostgresKeyword.Treat:
                Cast(ref cursor, reading, value);
                return true;
            case PostgresKeyword.Extract:
                Extract(ref cursor, reading, value);
                return true;
            case PostgresKeyword.Substring or PostgresKeyword.Overlay or PostgresKeyword.Trim or PostgresKeyword.Position
                or PostgresKeyword.Coalesce or PostgresKeyword.Greatest or PostgresKeyword.Least or PostgresKeyword.Nullif
                or PostgresKeyword.Xmlconcat:
                Separated(ref cursor, reading, value);
                return true;
            case PostgresKeyword.Grouping:
                // Which columns were grouped, not what is in them.
                value.AddOther();
                Skipped(ref cursor, reading);
                return true;
            case PostgresKeyword.Xmlexists or PostgresKeyword.Xmlforest:
                cursor.Advance();
                SyntaxCallReader.Arguments(ref cursor, reading, value);
                return true;
            case PostgresKeyword.Xmlelement or PostgresKeyword.Xmlpi:
                cursor.Advance();
                SyntaxCallReader.NamedArguments(ref cursor, reading, value);
                return true;
            case PostgresKeyword.Xmlparse or PostgresKeyword.Xmlserialize:
                cursor.Advance();
                SyntaxCallReader.KindAndArguments(ref cursor, reading, value);
                return true;
            case PostgresKeyword.Normalize or PostgresKeyword.Xmlroot or PostgresKeyword.Xmltable:
                value.AddOpaque();
                Skipped(ref cursor, reading);
                return true;
            default:
                return false;
        }
    }

    private static void Skipped(ref TokenCursor cursor, Reading reading)
    {
        cursor.Advance();
        TokenSkip.Group(ref cursor, reading);
    }

    /// <summary><c>CAST(value AS type)</c></summary>
    private static void Cast(ref TokenCursor cursor, Reading reading, Expression value)
    {
        value.AddOther();
        cursor.Advance(2);
        ExpressionReader.Into(ref cursor, reading, value);
        reading.Expect(ref cursor, PostgresKeyword.As);
        TypeReader.Type(ref cursor, reading);
        while (cursor.Kind == TokenKind.OpenBracket)
            TokenSkip.Group(ref cursor, reading);
        reading.Expect(ref cursor, TokenKind.CloseParen);
    }

    /// <summary><c>EXTRACT(field FROM value)</c></summary>
    private static void Extract(ref TokenCursor cursor, Reading reading, Expression value)
    {
        value.AddOther();
        cursor.Advance(3);
        reading.Expect(ref cursor, PostgresKeyword.From);
        ExpressionReader.Into(ref cursor, reading, value);
        reading.Expect(ref cursor, TokenKind.CloseParen);
    }

    /// <summary>Arguments with commas or words between them.</summary>
    private static void Separated(ref TokenCursor cursor, Reading reading, Expression value)
    {
        value.AddOther();
        cursor.Advance(2);
        while (cursor.Kind != TokenKind.CloseParen && !cursor.AtStatementEnd)
        {
            if (IsSeparator(cursor))
                cursor.Advance();
            else
                ExpressionReader.Into(ref cursor, reading, value);
        }
        reading.Expect(ref cursor, TokenKind.CloseParen);
    }

    private static bool IsSeparator(in TokenCursor cursor) => cursor.Kind == TokenKind.Comma
        || cursor.Keyword is PostgresKeyword.From or PostgresKeyword.For or PostgresKeyword.Placing or PostgresKeyword.Both
            or PostgresKeyword.Leading or PostgresKeyword.Trailing or PostgresKeyword.Similar
        || (cursor.Is(PostgresKeyword.Escape) && cursor.Previous.Kind != TokenKind.OpenParen);
}
