using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>Finds the columns of the rows that a statement returns, declares, copies or prepares.</summary>
internal static class StatementReader
{
    // They return no rows.
    private static readonly StatementKinds SilentKinds = StatementKinds.Of(StatementKind.Transaction).With(StatementKind.Set)
        .With(StatementKind.Create).With(StatementKind.Alter).With(StatementKind.Drop).With(StatementKind.Truncate)
        .With(StatementKind.Grant).With(StatementKind.Lock).With(StatementKind.Prepare);

    public static StatementSummary WithOutputs(
        StatementSummary statement, ReadOnlySpan<byte> text, LexicalContext context, IRelationShapes? shapes, Func<SqlName, bool> isPure)
    {
        if (!statement.Coverage.IsComplete || statement.ResultSource != ResultSource.OwnText)
            return statement with { Result = ResultColumns.Unknown };
        if (SilentKinds.Contains(statement.Kind))
            return statement with { Result = ResultColumns.None };
        var reading = new Reading(isPure, shapes);
        var cursor = new TokenCursor(text[statement.Text], context);
        if (Query(ref cursor, reading) is not { } query || reading.HasFailed)
            return statement with { Result = ResultColumns.Unknown };
        if (query.Use == ResultUse.Stored || query.Arms is [SelectArm { Items.Count: 0, From: not null }] && statement.Kind != StatementKind.Select)
            return statement with { Result = ResultColumns.None };
        return PostgresLineage.Resolver(shapes, isPure).Outputs(query) is { } outputs
            ? statement with { Result = ResultColumns.Listed, Outputs = outputs }
            : statement with { Result = ResultColumns.Unknown };
    }

    private static Query? Query(ref TokenCursor cursor, Reading reading)
    {
        if (cursor.Is(PostgresKeyword.Declare))
        {
            while (!cursor.AtStatementEnd && !cursor.Is(PostgresKeyword.For))
                cursor.Advance();
            cursor.Advance();
        }
        else if (cursor.Is(PostgresKeyword.Copy) && cursor.Next.Kind == TokenKind.OpenParen)
        {
            cursor.Advance();
            return QueryReader.Parenthesised(ref cursor, reading);
        }
        else if (cursor.Kind != TokenKind.OpenParen && !QueryParser.StartsHere(cursor) && !StatementParser.StartsModification(cursor))
            return null;
        Query query = QueryReader.Query(ref cursor, reading);
        if (!cursor.AtStatementEnd)
            reading.Fail(ref cursor);
        return query;
    }
}
