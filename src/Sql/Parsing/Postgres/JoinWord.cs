using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>Tells the words of joins from the functions that may have the same names.</summary>
internal static class JoinWord
{
    /// <summary>LEFT, RIGHT and the like are functions where a parenthesis follows; after JOIN it may open a group.</summary>
    public static bool StartsHere(in TokenCursor cursor) => cursor.Keyword switch
    {
        PostgresKeyword.Join => cursor.Next.Kind != TokenKind.OpenParen || !NeedsOperand(cursor.Previous),
        PostgresKeyword.Natural or PostgresKeyword.Cross or PostgresKeyword.Inner or PostgresKeyword.Left
            or PostgresKeyword.Right or PostgresKeyword.Full => cursor.Next.IsWord,
        _ => false,
    };

    /// <summary>Whether <c>JOIN (</c> after this token can only be a join: the token ends an operand or starts a join.</summary>
    public static bool IsCertain(Token previous) => previous.Keyword switch
    {
        PostgresKeyword.Null or PostgresKeyword.True or PostgresKeyword.False or PostgresKeyword.End
            or PostgresKeyword.Isnull or PostgresKeyword.Notnull or PostgresKeyword.Natural or PostgresKeyword.Cross
            or PostgresKeyword.Inner or PostgresKeyword.Left or PostgresKeyword.Right or PostgresKeyword.Full
            or PostgresKeyword.Outer => true,
        PostgresKeyword.Escape or PostgresKeyword.Zone => false,
        _ => previous.Keyword.Class() == KeywordClass.Unreserved && previous.Kind != TokenKind.Star,
    };

    private static bool NeedsOperand(Token previous) =>
        previous.Kind is TokenKind.Operator or TokenKind.Equals
        || previous.Keyword is PostgresKeyword.On or PostgresKeyword.And or PostgresKeyword.Or or PostgresKeyword.Not;
}
