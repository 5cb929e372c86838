using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>
/// Reads what RETURNING can show: the target and what stands beside it in FROM, USING or the source of a MERGE. That a value
/// was stored a moment before does not matter: it is read under the name of its column.
/// </summary>
internal static class ModificationReader
{
    public static SelectArm Modification(ref TokenCursor cursor, Reading reading)
    {
        reading.Modifications++;
        PostgresKeyword verb = cursor.Keyword;
        cursor.Advance(verb == PostgresKeyword.Update ? 1 : 2);
        NamedTable table = Target(ref cursor, reading);
        var target = new JoinTree();
        target.Steps.Add(new JoinStep(table, JoinSide.Left));
        var arm = new SelectArm { From = [target] };
        switch (verb)
        {
            case PostgresKeyword.Update:
                reading.Expect(ref cursor, PostgresKeyword.Set);
                TokenSkip.Assignments(ref cursor, reading);
                if (cursor.Accept(PostgresKeyword.From))
                    arm.From.AddRange(TableReader.List(ref cursor, reading));
                break;
            case PostgresKeyword.Delete:
                if (cursor.Accept(PostgresKeyword.Using))
                    arm.From.AddRange(TableReader.List(ref cursor, reading));
                break;
            case PostgresKeyword.Merge:
                // The columns of the source come first.
                reading.Expect(ref cursor, PostgresKeyword.Using);
                arm.From.Insert(0, TableReader.Tree(ref cursor, reading));
                break;
        }
        TokenSkip.ToReturning(ref cursor, reading);
        if (cursor.Accept(PostgresKeyword.Returning))
        {
            arm.Qualified = [Version("old"), Version("new")];
            if (cursor.Accept(PostgresKeyword.With))
                Versions(ref cursor, reading, arm.Qualified);
            SelectReader.Items(ref cursor, reading, arm);
        }
        return arm;

        NamedTable Version(string name) => new(table.Name) { Lookup = TableLookup.Stored, Alias = name };
    }

    /// <summary><c>(OLD AS name, NEW AS name)</c> gives the row before and after another name.</summary>
    private static void Versions(ref TokenCursor cursor, Reading reading, List<NamedTable> versions)
    {
        reading.Expect(ref cursor, TokenKind.OpenParen);
        do
        {
            if (cursor.Keyword is not (PostgresKeyword.Old or PostgresKeyword.New))
                reading.Fail(ref cursor);
            NamedTable version = versions[cursor.Is(PostgresKeyword.Old) ? 0 : 1];
            cursor.Advance();
            reading.Expect(ref cursor, PostgresKeyword.As);
            version.Alias = reading.Name(cursor, cursor.Current);
            cursor.Advance();
        }
        while (cursor.Accept(TokenKind.Comma));
        reading.Expect(ref cursor, TokenKind.CloseParen);
    }

    public static NamedTable Target(ref TokenCursor cursor, Reading reading)
    {
        NamedTable table = TableReader.Relation(ref cursor, reading, TableLookup.Stored);
        bool isExplicit = cursor.Accept(PostgresKeyword.As);
        if (isExplicit || (cursor.Current.IsColumnName && !cursor.Is(PostgresKeyword.Set)))
        {
            // A column list without an alias starts with a parenthesis, OVERRIDING and the like are no aliases of an INSERT.
            if (!isExplicit && cursor.Keyword is PostgresKeyword.Overriding or PostgresKeyword.Values)
                return table;
            table.Alias = reading.Name(cursor, cursor.Current);
            cursor.Advance();
        }
        return table;
    }
}
