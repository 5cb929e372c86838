using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>
/// Reads SELECT, VALUES and TABLE, with WITH, set operations and everything that follows. Clauses are taken in any
/// order: what the server would refuse may be claimed, what it accepts is never missed.
/// </summary>
internal static class QueryParser
{
    public static bool StartsHere(in TokenCursor cursor) =>
        cursor.Keyword is PostgresKeyword.Select or PostgresKeyword.Table or PostgresKeyword.With
        || (cursor.Is(PostgresKeyword.Values) && cursor.Next.Kind == TokenKind.OpenParen);

    /// <summary>A query or, after WITH, any statement that WITH can stand before.</summary>
    public static StatementKind Query(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Is(PostgresKeyword.With))
        {
            Note(summary);
            return Body(ref cursor, summary);
        }
        summary.Watch?.NoteQuery();
        int mark = summary.CommonTables.Mark;
        CommonTableParser.Declare(ref cursor, summary);
        bool isModification = StatementParser.StartsModification(cursor);
        if (!isModification)
            Note(summary);
        StatementKind kind = isModification
            ? StatementParser.Modification(ref cursor, summary)
            : Body(ref cursor, summary);
        summary.CommonTables.Release(mark);
        return kind;
    }

    /// <summary>Reads clauses up to a token that belongs to whatever surrounds the query. VALUES alone is no SELECT here.</summary>
    public static StatementKind Body(ref TokenCursor cursor, SummaryBuilder summary)
    {
        var kind = StatementKind.Select;
        var place = ExpressionPlace.List;
        while (true)
        {
            ExpressionParser.Run(ref cursor, summary, place);
            place = cursor.Is(PostgresKeyword.Group) ? ExpressionPlace.Grouping : ExpressionPlace.List;
            if (cursor.Is(PostgresKeyword.Into))
                kind = Into(ref cursor, summary);
            else if (!TryClause(ref cursor, summary))
                return kind;
        }
    }

    /// <summary>Takes the start of a clause; the expressions in it are left to the caller.</summary>
    private static bool TryClause(ref TokenCursor cursor, SummaryBuilder summary)
    {
        switch (cursor.Keyword)
        {
            case PostgresKeyword.Select:
                Select(ref cursor, summary);
                return true;
            case PostgresKeyword.Table:
                Note(summary);
                cursor.Advance();
                FromParser.Relation(ref cursor, summary);
                return true;
            case PostgresKeyword.From:
                cursor.Advance();
                FromParser.List(ref cursor, summary);
                return true;
            case PostgresKeyword.Fetch:
                // FETCH FIRST (expression) ROWS ONLY: FIRST and NEXT are no functions here.
                cursor.Advance(2);
                return true;
            case PostgresKeyword.Where or PostgresKeyword.Group or PostgresKeyword.Having or PostgresKeyword.Window
                or PostgresKeyword.Union or PostgresKeyword.Intersect or PostgresKeyword.Except or PostgresKeyword.Order
                or PostgresKeyword.Limit or PostgresKeyword.Offset or PostgresKeyword.For:
            // Reserved, yet labels without AS.
            case PostgresKeyword.Do or PostgresKeyword.References:
                cursor.Advance();
                return true;
            default:
                return false;
        }
    }

    private static void Note(SummaryBuilder summary)
    {
        summary.Add(StatementKind.Select);
        summary.Watch?.NoteQuery();
    }

    private static void Select(ref TokenCursor cursor, SummaryBuilder summary)
    {
        Note(summary);
        cursor.Advance();
        if (!cursor.Accept(PostgresKeyword.Distinct))
            cursor.Accept(PostgresKeyword.All);
        else if (cursor.Accept(PostgresKeyword.On) && cursor.Kind == TokenKind.OpenParen)
            ExpressionParser.Group(ref cursor, summary);
    }

    /// <summary>SELECT ... INTO creates a table.</summary>
    private static StatementKind Into(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        while (IsTableModifier(cursor))
            cursor.Advance();
        if (NameReader.Relation(ref cursor, summary) is { } table)
            summary.Write(table);
        summary.StoresWhatItReads();
        return summary.Add(StatementKind.Create);
    }

    /// <summary>INTO [TEMP] [TABLE] name, where TEMP can be the name itself.</summary>
    private static bool IsTableModifier(in TokenCursor cursor) => cursor.Keyword switch
    {
        PostgresKeyword.Table => true,
        PostgresKeyword.Temporary or PostgresKeyword.Temp or PostgresKeyword.Local or PostgresKeyword.Global
            or PostgresKeyword.Unlogged => cursor.Next.IsColumnName || cursor.Next.Keyword == PostgresKeyword.Table,
        _ => false,
    };
}
