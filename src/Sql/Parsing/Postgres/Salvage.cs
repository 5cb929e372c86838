using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

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
            if (cursor.Current.IsWord && cursor.Next.Kind == TokenKind.OpenParen
                && cursor.Keyword.Class() is not (KeywordClass.Reserved or KeywordClass.ColumnName))
            {
                Token? qualifier = null;
                if (NameReader.Combine(cursor, summary, qualifier, cursor.Current) is { } function)
                    summary.Call(function);
            }
            Verb(cursor, summary);
            if (cursor.Keyword is PostgresKeyword.From or PostgresKeyword.Join or PostgresKeyword.Into
                or PostgresKeyword.Update or PostgresKeyword.Table or PostgresKeyword.Only or PostgresKeyword.Using)
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
            if (!cursor.Current.IsColumnName || NameReader.Any(ref cursor, summary) is not { } name)
                return;
            summary.ReadStored(name);
            summary.Write(name);
        }
        while (cursor.Accept(TokenKind.Comma));
    }

    private static void Verb(in TokenCursor cursor, SummaryBuilder summary)
    {
        switch (cursor.Keyword)
        {
            case PostgresKeyword.Select:
                summary.Add(StatementKind.Select);
                break;
            case PostgresKeyword.Insert when cursor.Next.Keyword == PostgresKeyword.Into:
                summary.Add(StatementKind.Insert);
                break;
            case PostgresKeyword.Update when cursor.Next.IsWord:
                summary.Add(StatementKind.Update);
                summary.Where(WherePresence.Missing);
                break;
            case PostgresKeyword.Delete when cursor.Next.Keyword == PostgresKeyword.From:
                summary.Add(StatementKind.Delete);
                summary.Where(WherePresence.Missing);
                break;
            case PostgresKeyword.Create:
                summary.Add(StatementKind.Create);
                break;
            case PostgresKeyword.Drop when cursor.Next.IsWord:
                summary.Add(StatementKind.Drop);
                break;
            case PostgresKeyword.Alter when cursor.Next.IsWord:
                summary.Add(StatementKind.Alter);
                break;
            case PostgresKeyword.Truncate when cursor.Next.IsWord:
                summary.Add(StatementKind.Truncate);
                break;
            case PostgresKeyword.Grant:
                summary.Add(StatementKind.Grant);
                break;
        }
    }
}
