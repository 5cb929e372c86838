using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>DROP of everything, and TRUNCATE.</summary>
internal static class DropParser
{
    public static StatementKind Truncate(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        cursor.Accept(MySqlKeyword.Table);
        NameReader.Target(ref cursor, summary, AccessMode.Write);
        LockParser.Patience(ref cursor);
        return summary.Add(StatementKind.Truncate);
    }

    public static StatementKind Drop(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        if (cursor.Is(MySqlKeyword.Prepare))
            return PrepareParser.Deallocate(ref cursor, summary);
        summary.Add(StatementKind.Drop);
        while (cursor.Keyword is MySqlKeyword.Temporary or MySqlKeyword.Online or MySqlKeyword.Undo
            || (cursor.Keyword == MySqlKeyword.None && cursor.Next.Keyword == MySqlKeyword.Index))
            cursor.Advance();
        Object(ref cursor, summary);
        return StatementKind.Drop;
    }

    private static void Object(ref TokenCursor cursor, SummaryBuilder summary)
    {
        MySqlKeyword what = cursor.Keyword;
        cursor.Advance();
        switch (what)
        {
            case MySqlKeyword.Table or MySqlKeyword.Tables or MySqlKeyword.View or MySqlKeyword.Sequence:
                CreateParser.IfExists(ref cursor);
                NameReader.Targets(ref cursor, summary, AccessMode.Write);
                LockParser.Patience(ref cursor);
                if (cursor.Keyword is MySqlKeyword.Restrict or MySqlKeyword.Cascade)
                    cursor.Advance();
                break;
            case MySqlKeyword.Index:
                CreateParser.IfExists(ref cursor);
                cursor.Advance();
                if (!cursor.Accept(MySqlKeyword.On))
                    summary.Partial("ON was expected");
                NameReader.Target(ref cursor, summary, AccessMode.Write);
                DefinitionParser.SkipRest(ref cursor, summary);
                break;
            case MySqlKeyword.Database or MySqlKeyword.Schema:
                summary.Partial("it drops relations that it does not name");
                DefinitionParser.SkipRest(ref cursor, summary);
                break;
            case MySqlKeyword.Procedure or MySqlKeyword.Function or MySqlKeyword.Trigger or MySqlKeyword.Event or MySqlKeyword.User
                or MySqlKeyword.Role or MySqlKeyword.Library or MySqlKeyword.Server or MySqlKeyword.Tablespace or MySqlKeyword.Logfile
                or MySqlKeyword.Resource or MySqlKeyword.Spatial:
                DefinitionParser.SkipRest(ref cursor, summary);
                break;
            default:
                summary.Partial("what it drops is not known");
                Salvage.Rest(ref cursor, summary);
                break;
        }
    }
}
