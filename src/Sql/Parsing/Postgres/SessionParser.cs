using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>Transactions, notifications, replication commands, and whatever is not known.</summary>
internal static class SessionParser
{
    public static StatementKind Session(ref TokenCursor cursor, SummaryBuilder summary)
    {
        StatementKind kind = summary.Add(Classify(cursor.Keyword));
        if (kind == StatementKind.Replication)
        {
            // Not SQL: its own grammar, with its own literals, up to the end of the message.
            summary.Partial("a replication command can stream any row");
            while (cursor.Kind != TokenKind.End)
                cursor.Advance();
        }
        else if (kind == StatementKind.Other && !IsNotification(cursor.Keyword))
        {
            summary.Partial("the statement is not known");
            Salvage.Rest(ref cursor, summary);
        }
        else
            DefinitionParser.SkipRest(ref cursor, summary);
        return kind;
    }

    private static StatementKind Classify(PostgresKeyword verb) => verb switch
    {
        PostgresKeyword.Begin or PostgresKeyword.Start or PostgresKeyword.Commit or PostgresKeyword.End
            or PostgresKeyword.Rollback or PostgresKeyword.Abort or PostgresKeyword.Savepoint
            or PostgresKeyword.Release => StatementKind.Transaction,
        PostgresKeyword.IdentifySystem or PostgresKeyword.StartReplication or PostgresKeyword.CreateReplicationSlot
            or PostgresKeyword.DropReplicationSlot or PostgresKeyword.ReadReplicationSlot
            or PostgresKeyword.AlterReplicationSlot or PostgresKeyword.BaseBackup or PostgresKeyword.TimelineHistory
            or PostgresKeyword.UploadManifest => StatementKind.Replication,
        _ => StatementKind.Other,
    };

    private static bool IsNotification(PostgresKeyword verb) =>
        verb is PostgresKeyword.Listen or PostgresKeyword.Notify or PostgresKeyword.Unlisten;
}
