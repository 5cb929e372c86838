using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

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
        StatementKind kind = ByFirstWord(ref cursor, summary);
        cursor.Leave();
        return kind;
    }

    private static StatementKind ByFirstWord(ref TokenCursor cursor, SummaryBuilder summary)
    {
        switch (cursor.Keyword)
        {
            case MySqlKeyword.Select or MySqlKeyword.Table or MySqlKeyword.Values or MySqlKeyword.With:
                return QueryStatementParser.Query(ref cursor, summary);
            case MySqlKeyword.Insert or MySqlKeyword.Replace:
                return InsertParser.Insert(ref cursor, summary);
            case MySqlKeyword.Update:
                return UpdateParser.Update(ref cursor, summary);
            case MySqlKeyword.Delete:
                return DeleteParser.Delete(ref cursor, summary);
            case MySqlKeyword.Create:
                return CreateParser.Create(ref cursor, summary);
            case MySqlKeyword.Alter:
                return AlterParser.Alter(ref cursor, summary);
            case MySqlKeyword.Drop:
                return DropParser.Drop(ref cursor, summary);
            case MySqlKeyword.Rename:
                return RenameParser.Rename(ref cursor, summary);
            case MySqlKeyword.Truncate:
                return DropParser.Truncate(ref cursor, summary);
            case MySqlKeyword.Grant or MySqlKeyword.Revoke:
                return GrantParser.Grant(ref cursor, summary);
            case MySqlKeyword.Set:
                return SetParser.Set(ref cursor, summary);
            case MySqlKeyword.Show or MySqlKeyword.Help or MySqlKeyword.Use:
                return ShowParser.Show(ref cursor, summary);
            case MySqlKeyword.Explain or MySqlKeyword.Describe or MySqlKeyword.Desc or MySqlKeyword.Analyze:
                return ExplainParser.Explain(ref cursor, summary);
            case MySqlKeyword.Prepare or MySqlKeyword.Execute or MySqlKeyword.Deallocate:
                return PrepareParser.Prepare(ref cursor, summary);
            case MySqlKeyword.Load:
                return LoadParser.Load(ref cursor, summary);
            case MySqlKeyword.Call or MySqlKeyword.Do:
                return CallParser.Call(ref cursor, summary);
            case MySqlKeyword.Handler:
                return HandlerParser.Handler(ref cursor, summary);
            case MySqlKeyword.Signal or MySqlKeyword.Resignal or MySqlKeyword.Get:
                return DiagnosticsParser.Diagnostics(ref cursor, summary);
            case MySqlKeyword.If or MySqlKeyword.Case or MySqlKeyword.Loop or MySqlKeyword.While or MySqlKeyword.Repeat
                or MySqlKeyword.For:
            case MySqlKeyword.Begin when cursor.Next.Keyword == MySqlKeyword.Not:
                return BodyParser.Anonymous(ref cursor, summary);
            default:
                return cursor.Kind == MySqlTokenKind.OpenParen
                    ? QueryStatementParser.Query(ref cursor, summary)
                    : SessionParser.Session(ref cursor, summary);
        }
    }
}
