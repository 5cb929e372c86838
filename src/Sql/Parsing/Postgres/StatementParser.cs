using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>Reads one statement, at the top or nested in another, by the family that its first word names.</summary>
internal static class StatementParser
{
    public static StatementKind Statement(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.TryEnter())
        {
            Salvage.NestedTooDeep(ref cursor, summary);
            return summary.Add(StatementKind.Other);
        }
        StatementKind kind = cursor.Kind == TokenKind.OpenParen || QueryParser.StartsHere(cursor)
            ? QueryParser.Query(ref cursor, summary)
            : ByFirstWord(ref cursor, summary);
        cursor.Leave();
        return kind;
    }

    /// <summary>What PREPARE, COPY and WITH take: a query or a data-modifying statement.</summary>
    public static StatementKind Preparable(ref TokenCursor cursor, SummaryBuilder summary) =>
        StartsModification(cursor) ? Modification(ref cursor, summary) : QueryParser.Query(ref cursor, summary);

    /// <summary>A preparable statement in parentheses.</summary>
    public static StatementKind Parenthesised(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.TryEnter())
        {
            Salvage.NestedTooDeep(ref cursor, summary);
            return StatementKind.Other;
        }
        cursor.Advance();
        StatementKind kind = Preparable(ref cursor, summary);
        if (cursor.Kind != TokenKind.CloseParen)
            summary.Partial("a statement in parentheses could not be read to its end");
        ExpressionParser.Finish(ref cursor, summary);
        cursor.Leave();
        return kind;
    }

    /// <summary>The verbs are not reserved: only with a name or INTO or FROM behind them they are verbs.</summary>
    public static bool StartsModification(in TokenCursor cursor) => cursor.Keyword switch
    {
        PostgresKeyword.Insert or PostgresKeyword.Merge => cursor.Next.Keyword == PostgresKeyword.Into,
        PostgresKeyword.Delete => cursor.Next.Keyword == PostgresKeyword.From,
        PostgresKeyword.Update => cursor.Next.IsWord,
        _ => false,
    };

    public static StatementKind Modification(ref TokenCursor cursor, SummaryBuilder summary) => cursor.Keyword switch
    {
        PostgresKeyword.Insert => InsertParser.Insert(ref cursor, summary),
        PostgresKeyword.Update => UpdateParser.Update(ref cursor, summary),
        PostgresKeyword.Delete => DeleteParser.Delete(ref cursor, summary),
        _ => MergeParser.Merge(ref cursor, summary),
    };

    private static StatementKind ByFirstWord(ref TokenCursor cursor, SummaryBuilder summary) => cursor.Keyword switch
    {
        PostgresKeyword.Insert or PostgresKeyword.Update or PostgresKeyword.Delete or PostgresKeyword.Merge =>
            Modification(ref cursor, summary),
        PostgresKeyword.Copy => CopyParser.Copy(ref cursor, summary),
        PostgresKeyword.Create => CreateParser.Create(ref cursor, summary),
        PostgresKeyword.Alter => AlterParser.Alter(ref cursor, summary),
        PostgresKeyword.Drop => DropParser.Drop(ref cursor, summary),
        PostgresKeyword.Comment or PostgresKeyword.Security => CommentParser.Comment(ref cursor, summary),
        PostgresKeyword.Grant or PostgresKeyword.Revoke or PostgresKeyword.Reassign =>
            GrantParser.Grant(ref cursor, summary),
        PostgresKeyword.Truncate or PostgresKeyword.Lock or PostgresKeyword.Vacuum or PostgresKeyword.Analyze
            or PostgresKeyword.Analyse or PostgresKeyword.Cluster or PostgresKeyword.Checkpoint or PostgresKeyword.Reindex
            or PostgresKeyword.Refresh or PostgresKeyword.Import or PostgresKeyword.Load =>
            MaintenanceParser.Maintain(ref cursor, summary),
        PostgresKeyword.Explain => ExplainParser.Explain(ref cursor, summary),
        PostgresKeyword.Prepare or PostgresKeyword.Execute or PostgresKeyword.Deallocate =>
            PrepareParser.Prepare(ref cursor, summary),
        PostgresKeyword.Declare or PostgresKeyword.Fetch or PostgresKeyword.Move or PostgresKeyword.Close =>
            CursorParser.Cursor(ref cursor, summary),
        PostgresKeyword.Set or PostgresKeyword.Reset or PostgresKeyword.Discard or PostgresKeyword.Show =>
            SettingParser.Setting(ref cursor, summary),
        PostgresKeyword.Call or PostgresKeyword.Do => CallParser.Call(ref cursor, summary),
        _ => SessionParser.Session(ref cursor, summary),
    };
}
