using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>Reads what stands before the query of a new relation; to the letter, as AS can stand anywhere in what is something else.</summary>
internal static class DefinitionReader
{
    public static Definition Head(ref TokenCursor cursor, Reading reading)
    {
        cursor.Advance();
        while (cursor.Keyword is PostgresKeyword.Global or PostgresKeyword.Local or PostgresKeyword.Temporary or PostgresKeyword.Temp
            or PostgresKeyword.Unlogged or PostgresKeyword.Recursive)
            cursor.Advance();
        // Behind OR REPLACE, those who know the view as it was would read other columns under its name.
        Definition definition = cursor.Is(PostgresKeyword.View) ? Definition.Named : Definition.Stored;
        cursor.Accept(PostgresKeyword.Materialized);
        if (!cursor.Accept(PostgresKeyword.View))
            reading.Expect(ref cursor, PostgresKeyword.Table);
        if (cursor.Accept(PostgresKeyword.If, PostgresKeyword.Not))
            reading.Expect(ref cursor, PostgresKeyword.Exists);
        NameReader.Relation(ref cursor, reading.Notes);
        Options(ref cursor, reading);
        reading.Expect(ref cursor, PostgresKeyword.As);
        return definition;
    }

    /// <summary><c>[(names)] [USING ..] [WITH (..)] [ON COMMIT ..] [TABLESPACE ..]</c></summary>
    private static void Options(ref TokenCursor cursor, Reading reading)
    {
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
    }
}

/// <summary>What becomes of the rows of a new relation's query.</summary>
internal enum Definition : byte
{
    Stored,

    /// <summary>They are read again whenever the relation is.</summary>
    Named,
}
