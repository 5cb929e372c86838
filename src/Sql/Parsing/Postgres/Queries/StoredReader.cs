using System.Collections.Immutable;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;
using WireProxy.Sql.Parsing.Lineages;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>Finds the values that INSERT, UPDATE, SELECT INTO and CREATE TABLE AS store, where the statement stores nothing besides.</summary>
internal static class StoredReader
{
    private static readonly StatementKinds InsertKinds = StatementKinds.Of(StatementKind.Select).With(StatementKind.Insert);
    private static readonly StatementKinds UpdateKinds = StatementKinds.Of(StatementKind.Select).With(StatementKind.Update);
    private static readonly StatementKinds CreateKinds = StatementKinds.Of(StatementKind.Select).With(StatementKind.Create);

    /// <summary>Default where not all of them are known.</summary>
    public static ImmutableArray<StoredValue> Values(
        StatementSummary statement, ReadOnlySpan<byte> text, LexicalContext context, IRelationShapes? shapes, Func<SqlName, bool> isPure)
    {
        StatementKinds allowed = statement.Kind switch
        {
            StatementKind.Insert => InsertKinds,
            StatementKind.Update => UpdateKinds,
            StatementKind.Create => CreateKinds,
            _ => StatementKinds.None,
        };
        if (!statement.Coverage.IsComplete || (statement.Kinds.Bits & ~allowed.Bits) != 0)
            return default;
        var reading = new Reading(isPure, shapes);
        var cursor = new TokenCursor(text[statement.Text], context);
        StoredQuery? stored = Read(ref cursor, reading);
        if (stored is null || reading.HasFailed || reading.Modifications > 0 || !cursor.AtStatementEnd)
            return default;
        return stored.Values(PostgresLineage.Resolver(shapes, isPure)) is { } values ? [.. values] : default;
    }

    private static StoredQuery? Read(ref TokenCursor cursor, Reading reading)
    {
        var outer = new Query();
        if (cursor.Is(PostgresKeyword.With))
            CommonTableReader.Declare(ref cursor, reading, outer);
        switch (cursor.Keyword)
        {
            case PostgresKeyword.Insert:
                return Insert(ref cursor, reading, outer);
            case PostgresKeyword.Update:
                return Update(ref cursor, reading, outer);
            case PostgresKeyword.Create:
                CreateTable(ref cursor, reading);
                return Rows(ref cursor, reading, outer, null, null);
            default:
                return Rows(ref cursor, reading, outer, null, null);
        }
    }

    /// <summary>
    /// <c>CREATE [scope] TABLE [IF NOT EXISTS] name [(names)] [USING ..] [WITH (..)] [ON COMMIT ..] [TABLESPACE ..] AS</c>; to the
    /// letter, as AS can stand anywhere in what is something else.
    /// </summary>
    private static void CreateTable(ref TokenCursor cursor, Reading reading)
    {
        cursor.Advance();
        while (cursor.Keyword is PostgresKeyword.Global or PostgresKeyword.Local or PostgresKeyword.Temporary or PostgresKeyword.Temp
            or PostgresKeyword.Unlogged)
            cursor.Advance();
        reading.Expect(ref cursor, PostgresKeyword.Table);
        if (cursor.Accept(PostgresKeyword.If, PostgresKeyword.Not))
            reading.Expect(ref cursor, PostgresKeyword.Exists);
        NameReader.Relation(ref cursor, reading.Notes);
        if (cursor.Kind == TokenKind.OpenParen)
            TableReader.Names(ref cursor, reading);
        if (cursor.Accept(PostgresKeyword.Using))
            cursor.Advance();
        if (cursor.Accept(PostgresKeyword.With))
            TokenSkip.Group(ref cursor, reading);
        if (cursor.Accept(PostgresKeyword.On, PostgresKeyword.Commit))
        {
            // PRESERVE ROWS, DELETE ROWS or DROP
            bool hasRows = cursor.Next.Keyword == PostgresKeyword.Rows;
            cursor.Advance(hasRows ? 2 : 1);
        }
        if (cursor.Accept(PostgresKeyword.Tablespace))
            cursor.Advance();
        reading.Expect(ref cursor, PostgresKeyword.As);
    }

    private static StoredQuery Insert(ref TokenCursor cursor, Reading reading, Query outer)
    {
        cursor.Advance(2);
        NamedTable target = ModificationReader.Target(ref cursor, reading);
        bool hasColumns = cursor.Kind == TokenKind.OpenParen && !QueryAhead.Opens(ref cursor, reading);
        List<string>? columns = hasColumns ? TableReader.Names(ref cursor, reading) : null;
        if (cursor.Accept(PostgresKeyword.Overriding))
            cursor.Advance(2);
        return Rows(ref cursor, reading, outer, target.Name, columns);
    }

    private static StoredQuery Rows(ref TokenCursor cursor, Reading reading, Query outer, SqlName? target, List<string>? columns)
    {
        outer.Arms.Add(new NestedArm(QueryReader.Query(ref cursor, reading)));
        return new StoredQuery(target, columns, outer);
    }

    private static StoredQuery Update(ref TokenCursor cursor, Reading reading, Query outer)
    {
        cursor.Advance();
        NamedTable target = ModificationReader.Target(ref cursor, reading);
        reading.Expect(ref cursor, PostgresKeyword.Set);
        var columns = new List<string>();
        var arm = new SelectArm();
        bool areSingle = true;
        do
        {
            areSingle &= Assigned(ref cursor, reading, columns);
            reading.Expect(ref cursor, TokenKind.Equals);
            arm.Items.Add(new SelectItem(null, ItemNaming.Generated, ExpressionReader.Value(ref cursor, reading), null));
        }
        while (cursor.Accept(TokenKind.Comma));
        var tree = new JoinTree();
        tree.Steps.Add(new JoinStep(target, JoinSide.Left));
        arm.From = [tree];
        if (cursor.Accept(PostgresKeyword.From))
            arm.From.AddRange(TableReader.List(ref cursor, reading));
        TokenSkip.ToQueryEnd(ref cursor, reading);
        outer.Arms.Add(arm);
        return new StoredQuery(areSingle ? target.Name : null, columns, outer);
    }

    /// <summary>What stands left of the sign; says whether it is one whole column.</summary>
    private static bool Assigned(ref TokenCursor cursor, Reading reading, List<string> columns)
    {
        if (cursor.Current.IsColumnName && cursor.Next.Kind == TokenKind.Equals)
        {
            columns.Add(reading.Name(cursor, cursor.Current));
            cursor.Advance();
            return true;
        }
        while (!cursor.AtStatementEnd && cursor.Kind != TokenKind.Equals)
            TokenSkip.One(ref cursor, reading);
        return false;
    }
}
