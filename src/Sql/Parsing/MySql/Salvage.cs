using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>
/// Goes flat over what the parser could not follow, up to the end of the statement, and claims whatever looks like a
/// verb, a relation or a call. The summary is partial already; this lets rules match the plain cases nevertheless.
/// </summary>
internal static class Salvage
{
    public static void NestedTooDeep(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Partial("it is nested too deep");
        Rest(ref cursor, summary);
    }

    public static void Rest(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (!cursor.AtStatementEnd)
        {
            if (cursor.Current.IsName && cursor.Next.Kind == MySqlTokenKind.OpenParen
                && NameReader.Spelling(cursor, cursor.Current, summary) is { } function)
                summary.Call(new SqlName(null, function));
            Verb(cursor, summary);
            if (cursor.Keyword is MySqlKeyword.From or MySqlKeyword.Join or MySqlKeyword.StraightJoin or MySqlKeyword.Into
                or MySqlKeyword.Update or MySqlKeyword.Table or MySqlKeyword.Using)
                Relations(ref cursor, summary);
            else
                cursor.Advance();
        }
    }

    private static void Relations(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        do
        {
            if (!cursor.Current.IsName || NameReader.Qualified(ref cursor, summary) is not { } name)
                return;
            summary.ReadStored(name);
            summary.Write(name);
        }
        while (cursor.Accept(MySqlTokenKind.Comma));
    }

    private static void Verb(in TokenCursor cursor, SummaryBuilder summary)
    {
        switch (cursor.Keyword)
        {
            case MySqlKeyword.Select:
                summary.Add(StatementKind.Select);
                break;
            case MySqlKeyword.Insert when cursor.Next.IsWord:
                summary.Add(StatementKind.Insert);
                break;
            case MySqlKeyword.Replace when cursor.Next.IsWord:
                summary.Add(StatementKind.Insert);
                summary.Add(StatementKind.Delete);
                break;
            case MySqlKeyword.Update when cursor.Next.IsWord:
                summary.Add(StatementKind.Update);
                summary.Where(WherePresence.Missing);
                break;
            case MySqlKeyword.Delete when cursor.Next.IsWord:
                summary.Add(StatementKind.Delete);
                summary.Where(WherePresence.Missing);
                break;
            case MySqlKeyword.Create when cursor.Next.IsWord:
                summary.Add(StatementKind.Create);
                break;
            case MySqlKeyword.Drop when cursor.Next.IsWord:
                summary.Add(StatementKind.Drop);
                break;
            case MySqlKeyword.Alter or MySqlKeyword.Rename when cursor.Next.IsWord:
                summary.Add(StatementKind.Alter);
                break;
            case MySqlKeyword.Truncate when cursor.Next.IsWord:
                summary.Add(StatementKind.Truncate);
                break;
            case MySqlKeyword.Grant or MySqlKeyword.Revoke:
                summary.Add(StatementKind.Grant);
                break;
            case MySqlKeyword.Infile or MySqlKeyword.Outfile or MySqlKeyword.Dumpfile:
                summary.Add(StatementKind.CopyFile);
                break;
        }
    }
}
