using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>ALTER of everything.</summary>
internal static class AlterParser
{
    public static StatementKind Alter(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Add(StatementKind.Alter);
        cursor.Advance();
        RoutineParser.Definer(ref cursor, summary);
        while (cursor.Keyword is MySqlKeyword.Online or MySqlKeyword.Ignore or MySqlKeyword.Undo)
            cursor.Advance();
        // JSON RELATIONAL DUALITY VIEW
        if (cursor.Is(MySqlKeyword.Json))
            cursor.Advance(cursor.Peek().Keyword == MySqlKeyword.View ? 2 : 3);
        MySqlKeyword what = cursor.Keyword;
        cursor.Advance();
        switch (what)
        {
            case MySqlKeyword.Table:
                AlterTableParser.Table(ref cursor, summary);
                break;
            case MySqlKeyword.View:
                ViewParser.View(ref cursor, summary);
                break;
            case MySqlKeyword.Event:
                CreateParser.IfExists(ref cursor);
                NameReader.Qualified(ref cursor, summary);
                RoutineParser.EventClauses(ref cursor, summary);
                break;
            case MySqlKeyword.Sequence:
                CreateParser.IfExists(ref cursor);
                NameReader.Target(ref cursor, summary, AccessMode.Write);
                DefinitionParser.SkipRest(ref cursor, summary);
                break;
            case MySqlKeyword.Procedure or MySqlKeyword.Function:
                CreateParser.IfExists(ref cursor);
                NameReader.Qualified(ref cursor, summary);
                while (RoutineParser.TryCharacteristic(ref cursor))
                {
                }
                // USING (library AS alias)
                if (cursor.Accept(MySqlKeyword.Using) && cursor.Kind == MySqlTokenKind.OpenParen)
                    DefinitionParser.Group(ref cursor, summary);
                break;
            case MySqlKeyword.Instance:
                summary.Add(StatementKind.Admin);
                DefinitionParser.SkipRest(ref cursor, summary);
                break;
            case MySqlKeyword.Database or MySqlKeyword.Schema or MySqlKeyword.User or MySqlKeyword.Role or MySqlKeyword.Server or MySqlKeyword.Library
                or MySqlKeyword.Tablespace or MySqlKeyword.Logfile or MySqlKeyword.Resource:
                DefinitionParser.SkipRest(ref cursor, summary);
                break;
            default:
                summary.Partial("what it alters is not known");
                Salvage.Rest(ref cursor, summary);
                break;
        }
        return StatementKind.Alter;
    }
}
