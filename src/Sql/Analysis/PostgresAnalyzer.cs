using System.Collections.Immutable;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Postgres;
using WireProxy.Sql.Parsing.Postgres.Queries;

namespace WireProxy.Sql.Analysis;

/// <summary>Summarises PostgreSQL statement texts.</summary>
public static class PostgresAnalyzer
{
    /// <summary>Longer statements are not followed: their columns are unknown.</summary>
    private const int LongestFollowed = 1 << 20;

    private static readonly StatementKinds Writes = StatementKinds.Of(StatementKind.Insert).With(StatementKind.Update).With(StatementKind.Merge);

    /// <summary>Never throws: what can not be read is a statement of kind Other with partial coverage.</summary>
    /// <param name="text">The statement text without its terminating NUL.</param>
    /// <param name="context">The session settings under which the server will read it.</param>
    public static StatementBatch Analyze(ReadOnlySpan<byte> text, LexicalContext context)
    {
        var cursor = new TokenCursor(text, context);
        var statements = ImmutableArray.CreateBuilder<StatementSummary>(1);
        while (cursor.Kind != TokenKind.End)
        {
            if (!cursor.Accept(TokenKind.Semicolon))
                statements.Add(One(ref cursor, context.Encoding));
        }
        return new StatementBatch(statements.DrainToImmutable());
    }

    /// <summary>
    /// The same statements with the columns that each of them returns, declares, copies or stores, followed back to stored
    /// relations. It reads the text once more, so it is asked only where masks apply.
    /// </summary>
    /// <param name="batch">What <see cref="Analyze"/> said of the text.</param>
    /// <param name="text">The statement text.</param>
    /// <param name="context">The session settings under which the server will read it.</param>
    /// <param name="shapes">The columns of relations, where they are known.</param>
    /// <param name="isPure">Whether the result of a function depends on its arguments and public facts alone.</param>
    public static StatementBatch WithOutputs(
        StatementBatch batch, ReadOnlySpan<byte> text, LexicalContext context, IRelationShapes? shapes, Func<SqlName, bool> isPure)
    {
        var statements = ImmutableArray.CreateBuilder<StatementSummary>(batch.Statements.Length);
        foreach (StatementSummary statement in batch.Statements)
        {
            if (text[statement.Text].Length > LongestFollowed)
            {
                statements.Add(statement with { Result = ResultColumns.Unknown });
                continue;
            }
            StatementSummary known = StatementReader.WithOutputs(statement, text, context, shapes, isPure);
            statements.Add(statement.Movement == DataMovement.None && !Writes.Overlaps(statement.Kinds) ? known : known with
            {
                Stored = StoredReader.Values(statement, text, context, shapes, isPure),
            });
        }
        return new StatementBatch(statements.MoveToImmutable());
    }

    /// <summary>What the body of a function in SQL does, all of its statements together.</summary>
    public static StatementSummary AnalyzeBody(string body) => BodyReader.Summary(body);

    private static StatementSummary One(ref TokenCursor cursor, EncodingSafety encoding)
    {
        var summary = new SummaryBuilder();
        if (encoding != EncodingSafety.AsciiSafe)
            summary.Partial("the client's encoding uses ASCII bytes inside characters");
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
