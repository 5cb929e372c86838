using System.Globalization;
using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Transactions, administration, replication, and whatever is not known.</summary>
internal static class SessionParser
{
    public static StatementKind Session(ref TokenCursor cursor, SummaryBuilder summary)
    {
        switch (cursor.Keyword)
        {
            case MySqlKeyword.Begin or MySqlKeyword.Commit or MySqlKeyword.Rollback or MySqlKeyword.Savepoint or MySqlKeyword.Release:
            case MySqlKeyword.Start when cursor.Next.Keyword == MySqlKeyword.Transaction:
                return Skip(ref cursor, summary, StatementKind.Transaction);
            case MySqlKeyword.Xa:
                summary.Result = ResultColumns.Unknown;
                return Skip(ref cursor, summary, StatementKind.Transaction);
            case MySqlKeyword.Lock or MySqlKeyword.Unlock:
                return LockParser.Lock(ref cursor, summary);
            case MySqlKeyword.Optimize or MySqlKeyword.Repair or MySqlKeyword.Check or MySqlKeyword.Checksum or MySqlKeyword.Cache:
                return MaintenanceParser.Maintain(ref cursor, summary);
            case MySqlKeyword.Kill:
                return Kill(ref cursor, summary);
            case MySqlKeyword.Flush:
                return Flush(ref cursor, summary);
            case MySqlKeyword.Change or MySqlKeyword.Start or MySqlKeyword.Stop or MySqlKeyword.Binlog:
                return Skip(ref cursor, summary, StatementKind.Replication);
            case MySqlKeyword.Reset when cursor.Next.Keyword is MySqlKeyword.Slave or MySqlKeyword.Replica or MySqlKeyword.Master
                or MySqlKeyword.Binlog or MySqlKeyword.Binary:
                summary.Add(StatementKind.Admin);
                return Skip(ref cursor, summary, StatementKind.Replication);
            case MySqlKeyword.Purge:
                return Purge(ref cursor, summary);
            case MySqlKeyword.Import:
                summary.Partial("it creates relations that it does not name");
                summary.Add(StatementKind.Create);
                return Skip(ref cursor, summary, StatementKind.Admin);
            case MySqlKeyword.Backup when cursor.Next.Keyword == MySqlKeyword.Lock:
                cursor.Advance(2);
                NameReader.Target(ref cursor, summary, AccessMode.Read);
                return summary.Add(StatementKind.Admin);
            case MySqlKeyword.Reset or MySqlKeyword.Install or MySqlKeyword.Uninstall or MySqlKeyword.Shutdown or MySqlKeyword.Restart
                or MySqlKeyword.Clone or MySqlKeyword.Backup:
                return Skip(ref cursor, summary, StatementKind.Admin);
            default:
                return Unknown(ref cursor, summary);
        }
    }

    private static StatementKind Skip(ref TokenCursor cursor, SummaryBuilder summary, StatementKind kind)
    {
        cursor.Advance();
        DefinitionParser.SkipRest(ref cursor, summary);
        return summary.Add(kind);
    }

    /// <summary><c>PURGE BINARY LOGS {TO 'name' | BEFORE expression}</c></summary>
    private static StatementKind Purge(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (cursor.Kind == MySqlTokenKind.Word && !cursor.Is(MySqlKeyword.Before))
            cursor.Advance();
        if (cursor.Accept(MySqlKeyword.Before))
            ExpressionParser.Condition(ref cursor, summary);
        summary.Add(StatementKind.Admin);
        DefinitionParser.SkipRest(ref cursor, summary);
        return summary.Add(StatementKind.Replication);
    }

    private static StatementKind Unknown(ref TokenCursor cursor, SummaryBuilder summary)
    {
        // MariaDB: a label before a compound statement
        if (cursor.Current.IsName && cursor.Next.Kind == MySqlTokenKind.Colon)
            return BodyParser.Anonymous(ref cursor, summary);
        summary.Partial("the statement is not known");
        summary.Result = ResultColumns.Unknown;
        Salvage.Rest(ref cursor, summary);
        return summary.Add(StatementKind.Other);
    }

    /// <summary><c>KILL [HARD | SOFT] [CONNECTION | QUERY [ID]] {number | expression | USER account}</c></summary>
    private static StatementKind Kill(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        while (cursor.Kind == MySqlTokenKind.Word && !cursor.Is(MySqlKeyword.User) && cursor.Next.Kind != MySqlTokenKind.OpenParen)
            cursor.Advance();
        bool isLiteral = cursor.Kind == MySqlTokenKind.Number && cursor.Next.Kind is MySqlTokenKind.Semicolon or MySqlTokenKind.End;
        if (isLiteral && ulong.TryParse(Encoding.ASCII.GetString(cursor.Text.Slice(cursor.Current.Start, cursor.Current.Length)),
            NumberStyles.None, CultureInfo.InvariantCulture, out ulong target))
            summary.KillTarget = target;
        else
            summary.Partial("whom it kills is not in this text");
        if (cursor.Accept(MySqlKeyword.User))
            RoutineParser.Account(ref cursor, summary);
        else if (!cursor.AtStatementEnd)
            ExpressionParser.Condition(ref cursor, summary);
        return summary.Add(StatementKind.Admin);
    }

    /// <summary><c>FLUSH [LOCAL] TABLES a, b WITH READ LOCK</c> names relations; the others do not.</summary>
    private static StatementKind Flush(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        if (cursor.Keyword is MySqlKeyword.Local or MySqlKeyword.NoWriteToBinlog)
            cursor.Advance();
        if (cursor.Keyword is MySqlKeyword.Table or MySqlKeyword.Tables && cursor.Next.IsName)
        {
            cursor.Advance();
            NameReader.Targets(ref cursor, summary, AccessMode.Read);
        }
        DefinitionParser.SkipRest(ref cursor, summary);
        return summary.Add(StatementKind.Admin);
    }
}
