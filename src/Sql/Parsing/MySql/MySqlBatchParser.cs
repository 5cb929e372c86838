using System.Collections.Immutable;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Summarises the statements of one text under one reading of its executable comments.</summary>
internal static class MySqlBatchParser
{
    public static StatementBatch Batch(ReadOnlySpan<byte> text, LexicalContext context, ServerVersion commentReader,
        IRelationShapes? shapes, int textDepth = 0)
    {
        var cursor = new TokenCursor(text, context, commentReader);
        var statements = ImmutableArray.CreateBuilder<StatementSummary>(1);
        var changed = SessionChange.None;
        while (cursor.Kind != MySqlTokenKind.End)
        {
            if (cursor.Accept(MySqlTokenKind.Semicolon))
                continue;
            var summary = new SummaryBuilder { TextDepth = textDepth, Shapes = shapes };
            Judge(context, changed, summary);
            StatementSummary statement = One(ref cursor, summary);
            changed |= statement.SessionChange | Unread(statement);
            statements.Add(statement);
        }
        return new StatementBatch(statements.DrainToImmutable());
    }

    /// <summary>What could not be read may have been a SET.</summary>
    private static SessionChange Unread(StatementSummary statement) =>
        !statement.Coverage.IsComplete && statement.Kind is StatementKind.Set or StatementKind.Other or StatementKind.Do
            or StatementKind.Prepare or StatementKind.Execute
            ? SessionChange.Unknown
            : SessionChange.None;

    private static void Judge(LexicalContext context, SessionChange changed, SummaryBuilder summary)
    {
        if (context.Mode == SqlModeSupport.NotSupported)
            summary.Partial("the session's sql_mode is not supported");
        if (context.Encoding == EncodingSafety.AsciiBytesInsideCharacters)
            summary.Partial("the client's encoding uses ASCII bytes inside characters");
        if (changed != SessionChange.None)
            summary.Partial("a statement before it may change how it is read");
    }

    private static StatementSummary One(ref TokenCursor cursor, SummaryBuilder summary)
    {
        int start = cursor.Current.Start;
        cursor.PassedInvalidToken = false;
        string? stray = StrayWord.At(cursor);
        StatementKind kind = StatementParser.Statement(ref cursor, summary);
        if (!cursor.AtStatementEnd)
        {
            summary.Partial("it could not be read to its end");
            Salvage.Rest(ref cursor, summary);
        }
        if (cursor.PassedInvalidToken)
            summary.Partial("it has a character or literal that can not be read");
        StatementSummary built = summary.Build(kind, start..Math.Max(start, cursor.Previous.End));
        return stray is null ? built : built with { StrayText = stray };
    }
}
