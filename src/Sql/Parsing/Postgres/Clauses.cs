using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>Clauses that several statements share.</summary>
internal static class Clauses
{
    /// <summary>The alias of a target; SET, USING and the like behind it are no aliases.</summary>
    public static void TargetAlias(ref TokenCursor cursor)
    {
        if (cursor.Accept(PostgresKeyword.As) || (cursor.Current.IsColumnName && !cursor.Is(PostgresKeyword.Set)))
            cursor.Advance();
    }

    /// <summary>WHERE of an UPDATE or DELETE, which counts also where it is missing; says whether it is there.</summary>
    public static bool Where(ref TokenCursor cursor, SummaryBuilder summary)
    {
        bool isThere = cursor.Accept(PostgresKeyword.Where);
        if (isThere)
            ExpressionParser.Run(ref cursor, summary, ExpressionPlace.List);
        summary.Where(isThere ? WherePresence.Present : WherePresence.Missing);
        return isThere;
    }

    /// <summary><c>RETURNING [WITH (OLD AS o)] expressions</c>; says whether it is there.</summary>
    public static bool Returning(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Accept(PostgresKeyword.Returning))
            return false;
        if (cursor.Accept(PostgresKeyword.With) && cursor.Kind == TokenKind.OpenParen)
            Parentheses.Skip(ref cursor, summary);
        ExpressionParser.Run(ref cursor, summary, ExpressionPlace.List);
        return true;
    }
}
