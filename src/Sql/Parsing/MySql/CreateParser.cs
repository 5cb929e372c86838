using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>CREATE of everything.</summary>
internal static class CreateParser
{
    public static StatementKind Create(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Add(StatementKind.Create);
        cursor.Advance();
        bool isReplacement = cursor.Accept(MySqlKeyword.Or, MySqlKeyword.Replace);
        RoutineParser.Definer(ref cursor, summary);
        while (cursor.Keyword is MySqlKeyword.Temporary or MySqlKeyword.Unique or MySqlKeyword.Fulltext or MySqlKeyword.Online
            or MySqlKeyword.Aggregate or MySqlKeyword.Undo || cursor.Is(MySqlKeyword.Spatial, MySqlKeyword.Index)
            || (cursor.Keyword == MySqlKeyword.None && cursor.Next.Keyword is MySqlKeyword.Index or MySqlKeyword.Table))
            cursor.Advance();
        // JSON RELATIONAL DUALITY VIEW
        if (cursor.Is(MySqlKeyword.Json))
            cursor.Advance(cursor.Peek().Keyword == MySqlKeyword.View ? 2 : 3);
        // What is replaced is gone with its rows.
        if (isReplacement && cursor.Keyword is MySqlKeyword.Table or MySqlKeyword.Sequence or MySqlKeyword.Database or MySqlKeyword.Schema)
            summary.Add(StatementKind.Drop);
        Object(ref cursor, summary);
        return StatementKind.Create;
    }

    private static void Object(ref TokenCursor cursor, SummaryBuilder summary)
    {
        MySqlKeyword what = cursor.Keyword;
        cursor.Advance();
        switch (what)
        {
            case MySqlKeyword.Table:
                CreateTableParser.Table(ref cursor, summary);
                break;
            case MySqlKeyword.View:
                ViewParser.View(ref cursor, summary);
                break;
            case MySqlKeyword.Index:
                Index(ref cursor, summary);
                break;
            case MySqlKeyword.Sequence:
                IfNotExists(ref cursor);
                NameReader.Target(ref cursor, summary, AccessMode.Write);
                DefinitionParser.SkipRest(ref cursor, summary);
                break;
            case MySqlKeyword.Procedure or MySqlKeyword.Function:
                RoutineParser.Routine(ref cursor, summary, what);
                break;
            case MySqlKeyword.Trigger:
                RoutineParser.Trigger(ref cursor, summary);
                break;
            case MySqlKeyword.Event:
                RoutineParser.Event(ref cursor, summary);
                break;
            case MySqlKeyword.Database or MySqlKeyword.Schema or MySqlKeyword.User or MySqlKeyword.Role or MySqlKeyword.Server
                or MySqlKeyword.Tablespace or MySqlKeyword.Logfile or MySqlKeyword.Resource or MySqlKeyword.Spatial:
                DefinitionParser.SkipRest(ref cursor, summary);
                break;
            default:
                summary.Partial("what it creates is not known");
                Salvage.Rest(ref cursor, summary);
                break;
        }
    }

    public static void IfNotExists(ref TokenCursor cursor)
    {
        if (cursor.Is(MySqlKeyword.If, MySqlKeyword.Not))
            cursor.Advance(3);
    }

    public static void IfExists(ref TokenCursor cursor) => cursor.Accept(MySqlKeyword.If, MySqlKeyword.Exists);

    /// <summary><c>INDEX name USING BTREE ON table (a, b)</c></summary>
    private static void Index(ref TokenCursor cursor, SummaryBuilder summary)
    {
        IfNotExists(ref cursor);
        while (!cursor.AtStatementEnd && !cursor.Is(MySqlKeyword.On) && cursor.Current.IsWord)
            cursor.Advance();
        if (!cursor.Accept(MySqlKeyword.On))
            summary.Partial("ON was expected");
        NameReader.Target(ref cursor, summary, AccessMode.Write);
        if (cursor.Kind == MySqlTokenKind.OpenParen)
            DefinitionParser.KeyParts(ref cursor, summary);
        DefinitionParser.SkipRest(ref cursor, summary);
    }
}
