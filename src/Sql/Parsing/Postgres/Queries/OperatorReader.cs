using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>Reads what stands between and behind operands.</summary>
internal static class OperatorReader
{
    /// <summary><c>OPERATOR(schema.+)</c></summary>
    public static bool IsQualified(in TokenCursor cursor) =>
        cursor.Is(PostgresKeyword.Operator) && cursor.Next.Kind == TokenKind.OpenParen;

    /// <summary>Takes one operator or word of an operator.</summary>
    public static void Operator(ref TokenCursor cursor, Reading reading, Expression value)
    {
        value.AddOther();
        bool isQualified = IsQualified(cursor);
        cursor.Advance();
        if (isQualified)
            TokenSkip.Group(ref cursor, reading);
    }

    /// <summary>Takes what stands behind an operand; says whether another operand has to follow.</summary>
    public static bool TryOperator(ref TokenCursor cursor, Reading reading, Expression value)
    {
        while (true)
        {
            ExpressionReader.Suffixes(ref cursor, reading, value);
            if (cursor.Kind is TokenKind.Operator or TokenKind.Star or TokenKind.Equals || IsQualified(cursor))
            {
                Operator(ref cursor, reading, value);
                return true;
            }
            switch (cursor.Keyword)
            {
                case PostgresKeyword.Not when cursor.Next.Keyword is PostgresKeyword.In or PostgresKeyword.Like or PostgresKeyword.Ilike
                    or PostgresKeyword.Similar or PostgresKeyword.Between:
                    cursor.Advance();
                    continue;
                case PostgresKeyword.And or PostgresKeyword.Or or PostgresKeyword.In or PostgresKeyword.Like or PostgresKeyword.Ilike
                    or PostgresKeyword.Overlaps:
                    return Infix(ref cursor, value, 1);
                case PostgresKeyword.Escape when cursor.Next.IsString || cursor.Next.Kind is TokenKind.Parameter or TokenKind.OpenParen:
                    return Infix(ref cursor, value, 1);
                case PostgresKeyword.Similar when cursor.Next.Keyword == PostgresKeyword.To:
                    return Infix(ref cursor, value, 2);
                case PostgresKeyword.Between:
                    bool hasWord = cursor.Next.Keyword is PostgresKeyword.Symmetric or PostgresKeyword.Asymmetric;
                    return Infix(ref cursor, value, hasWord ? 2 : 1);
                case PostgresKeyword.At when cursor.Next.Keyword == PostgresKeyword.Time:
                    return Infix(ref cursor, value, 3);
                case PostgresKeyword.At when cursor.Next.Keyword == PostgresKeyword.Local:
                    Infix(ref cursor, value, 2);
                    continue;
                case PostgresKeyword.Isnull or PostgresKeyword.Notnull:
                    Infix(ref cursor, value, 1);
                    continue;
                case PostgresKeyword.Collate when cursor.Next.IsColumnName:
                    Infix(ref cursor, value, 1);
                    NameReader.Any(ref cursor, reading.Notes);
                    continue;
                case PostgresKeyword.Is:
                    if (Predicate(ref cursor, reading, value) == Following.Operand)
                        return true;
                    continue;
                default:
                    return false;
            }
        }
    }

    private static bool Infix(ref TokenCursor cursor, Expression value, int words)
    {
        value.AddOther();
        cursor.Advance(words);
        return true;
    }

    /// <summary><c>IS [NOT] NULL</c>, <c>TRUE</c>, <c>DISTINCT FROM</c>, <c>[NFC] NORMALIZED</c>, <c>JSON [kind] [WITH UNIQUE [KEYS]]</c></summary>
    private static Following Predicate(ref TokenCursor cursor, Reading reading, Expression value)
    {
        Infix(ref cursor, value, 1);
        cursor.Accept(PostgresKeyword.Not);
        if (cursor.Accept(PostgresKeyword.Distinct, PostgresKeyword.From))
            return Following.Operand;
        switch (cursor.Keyword)
        {
            case PostgresKeyword.Null or PostgresKeyword.True or PostgresKeyword.False or PostgresKeyword.Document or PostgresKeyword.Normalized:
                cursor.Advance();
                break;
            default:
                if (cursor.Next.Keyword == PostgresKeyword.Normalized)
                    cursor.Advance(2);
                else if (cursor.Kind == TokenKind.Word && reading.Name(cursor, cursor.Current) == "unknown")
                    cursor.Advance();
                else
                    reading.Fail(ref cursor);
                break;
        }
        return Following.Operator;
    }

    private enum Following
    {
        Operator,
        Operand,
    }
}
