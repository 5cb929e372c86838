using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>LOCK and UNLOCK.</summary>
internal static class LockParser
{
    public static StatementKind Lock(ref TokenCursor cursor, SummaryBuilder summary)
    {
        bool isLock = cursor.Is(MySqlKeyword.Lock);
        cursor.Advance();
        if (cursor.Keyword is MySqlKeyword.Tables or MySqlKeyword.Table)
        {
            cursor.Advance();
            if (isLock)
                Tables(ref cursor, summary);
        }
        else
        {
            // LOCK INSTANCE FOR BACKUP
            summary.Add(StatementKind.Admin);
            DefinitionParser.SkipRest(ref cursor, summary);
        }
        return summary.Add(StatementKind.Lock);
    }

    /// <summary>MariaDB's <c>WAIT n</c> and <c>NOWAIT</c>.</summary>
    public static void Patience(ref TokenCursor cursor)
    {
        if (cursor.Accept(MySqlKeyword.Wait))
            cursor.Accept(MySqlTokenKind.Number);
        else
            cursor.Accept(MySqlKeyword.Nowait);
    }

    private static void Tables(ref TokenCursor cursor, SummaryBuilder summary)
    {
        do
        {
            if (NameReader.Qualified(ref cursor, summary) is { } name)
                summary.ReadStored(name);
            if (cursor.Is(MySqlKeyword.As) || cursor.Current.IsName)
                NameReader.Alias(ref cursor, summary);
            if (cursor.Accept(MySqlKeyword.Read))
                cursor.Accept(MySqlKeyword.Local);
            else
            {
                cursor.Accept(MySqlKeyword.LowPriority);
                if (!cursor.Accept(MySqlKeyword.Write))
                    summary.Partial("READ or WRITE was expected");
                cursor.Accept(MySqlKeyword.Concurrent);
            }
        }
        while (cursor.Accept(MySqlTokenKind.Comma));
        Patience(ref cursor);
    }
}
