using System.Collections.Immutable;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;
using WireProxy.Sql.Parsing.Lineages;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>
/// Finds the values that a statement stores: INSERT with ON CONFLICT, UPDATE, MERGE, these inside WITH, SELECT INTO, CREATE TABLE AS and
/// CREATE MATERIALIZED VIEW. A view stores nothing: whoever reads it finds the columns of its query.
/// </summary>
internal static class StoredReader
{
    private static readonly StatementKinds Modifying = StatementKinds.Of(StatementKind.Select).With(StatementKind.Insert)
        .With(StatementKind.Update).With(StatementKind.Delete).With(StatementKind.Merge);

    private static readonly StatementKinds Creating = StatementKinds.Of(StatementKind.Select).With(StatementKind.Create);

    /// <summary>Default where not all of them are known.</summary>
    public static ImmutableArray<StoredValue> Values(
        StatementSummary statement, ReadOnlySpan<byte> text, LexicalContext context, IRelationShapes? shapes, Func<SqlName, bool> isPure)
    {
        StatementKinds allowed = statement.Kind switch
        {
            StatementKind.Create => Creating,
            StatementKind.Select or StatementKind.Insert or StatementKind.Update or StatementKind.Delete or StatementKind.Merge => Modifying,
            _ => StatementKinds.None,
        };
        if (!statement.Coverage.IsComplete || (statement.Kinds.Bits & ~allowed.Bits) != 0)
            return default;
        var reading = new Reading(isPure, shapes) { Stored = [] };
        var cursor = new TokenCursor(text[statement.Text], context);
        Read(ref cursor, reading, statement.Kind);
        if (reading.HasFailed || !cursor.AtStatementEnd)
            return default;
        var values = ImmutableArray.CreateBuilder<StoredValue>();
        foreach (StoredQuery stored in reading.Stored)
        {
            if (stored.Values(PostgresLineage.Resolver(shapes, isPure)) is not { } known)
                return default;
            values.AddRange(known);
        }
        return values.DrainToImmutable();
    }

    private static void Read(ref TokenCursor cursor, Reading reading, StatementKind kind)
    {
        if (cursor.Is(PostgresKeyword.Create))
        {
            Definition definition = DefinitionReader.Head(ref cursor, reading);
            Query rows = QueryReader.Query(ref cursor, reading);
            // WITH [NO] DATA, WITH [LOCAL | CASCADED] CHECK OPTION
            if (cursor.Accept(PostgresKeyword.With))
                TokenSkip.ToQueryEnd(ref cursor, reading);
            if (definition == Definition.Stored)
                reading.Stored!.Add(new StoredQuery(null, null, rows));
            return;
        }
        Query query = QueryReader.Query(ref cursor, reading);
        // SELECT INTO
        if (kind == StatementKind.Create)
            reading.Stored!.Add(new StoredQuery(null, null, query));
    }
}
