using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>Reads what FROM and USING name.</summary>
internal static class TableReader
{
    /// <summary>Table references separated by commas.</summary>
    public static List<JoinTree> List(ref TokenCursor cursor, Reading reading)
    {
        var trees = new List<JoinTree>(2);
        do
            trees.Add(Tree(ref cursor, reading));
        while (cursor.Accept(TokenKind.Comma));
        return trees;
    }

    /// <summary>One table reference and everything that is joined to it.</summary>
    public static JoinTree Tree(ref TokenCursor cursor, Reading reading) => JoinReader.Tree(ref cursor, reading);

    /// <summary>A table reference without joins.</summary>
    public static TableSource Source(ref TokenCursor cursor, Reading reading)
    {
        if (!cursor.TryEnter())
        {
            reading.Fail(ref cursor);
            return new UnknownTable();
        }
        SiblingScope scope = cursor.Accept(PostgresKeyword.Lateral) ? SiblingScope.Visible : SiblingScope.Hidden;
        TableSource source;
        if (cursor.Kind == TokenKind.OpenParen)
            source = Group(ref cursor, reading, scope);
        else if (FromParser.IsFunction(cursor) || (cursor.Is(PostgresKeyword.Rows, PostgresKeyword.From) && cursor.Peek().Kind == TokenKind.OpenParen))
            source = FunctionTableReader.Source(ref cursor, reading);
        else
        {
            NamedTable table = Relation(ref cursor, reading);
            if (TryAlias(ref cursor, reading) is { } alias)
                (table.Alias, table.Columns) = (alias, TryNames(ref cursor, reading));
            source = table;
        }
        if (cursor.Accept(PostgresKeyword.Tablesample))
            Sample(ref cursor, reading);
        cursor.Leave();
        return source;
    }

    /// <summary><c>[ONLY] name [*]</c></summary>
    public static NamedTable Relation(ref TokenCursor cursor, Reading reading, TableLookup lookup = TableLookup.CommonFirst)
    {
        bool isParenthesised = cursor.Accept(PostgresKeyword.Only) && cursor.Accept(TokenKind.OpenParen);
        SqlName? name = NameReader.Relation(ref cursor, reading.Notes);
        if (name is null)
            reading.Fail(ref cursor);
        if (isParenthesised)
            reading.Expect(ref cursor, TokenKind.CloseParen);
        cursor.Accept(TokenKind.Star);
        return new NamedTable(name.GetValueOrDefault()) { Lookup = lookup };
    }

    /// <summary><c>[AS] name</c></summary>
    public static string? TryAlias(ref TokenCursor cursor, Reading reading)
    {
        bool isExplicit = cursor.Accept(PostgresKeyword.As);
        if (!cursor.Current.IsColumnName)
        {
            if (isExplicit)
                reading.Fail(ref cursor);
            return null;
        }
        string alias = reading.Name(cursor, cursor.Current);
        cursor.Advance();
        return alias;
    }

    public static List<string>? TryNames(ref TokenCursor cursor, Reading reading) =>
        cursor.Kind == TokenKind.OpenParen ? Names(ref cursor, reading) : null;

    /// <summary><c>(name, name)</c></summary>
    public static List<string> Names(ref TokenCursor cursor, Reading reading)
    {
        var names = new List<string>();
        cursor.Advance();
        do
        {
            if (!cursor.Current.IsColumnName)
                reading.Fail(ref cursor);
            names.Add(cursor.Current.IsWord ? reading.Name(cursor, cursor.Current) : "");
            cursor.Advance();
        }
        while (cursor.Accept(TokenKind.Comma));
        reading.Expect(ref cursor, TokenKind.CloseParen);
        return names;
    }

    /// <summary>A query, or a join in parentheses.</summary>
    private static TableSource Group(ref TokenCursor cursor, Reading reading, SiblingScope scope)
    {
        if (QueryAhead.Opens(ref cursor, reading))
        {
            var derived = new DerivedTable(QueryReader.Parenthesised(ref cursor, reading), scope) { Alias = TryAlias(ref cursor, reading) };
            if (derived.Alias is not null)
                derived.Columns = TryNames(ref cursor, reading);
            return derived;
        }
        cursor.Advance();
        var join = new NestedJoin([Tree(ref cursor, reading)]);
        reading.Expect(ref cursor, TokenKind.CloseParen);
        join.Alias = TryAlias(ref cursor, reading);
        if (join.Alias is not null)
            join.Columns = TryNames(ref cursor, reading);
        return join;
    }

    /// <summary><c>TABLESAMPLE method (arguments) [REPEATABLE (seed)]</c></summary>
    private static void Sample(ref TokenCursor cursor, Reading reading)
    {
        NameReader.Any(ref cursor, reading.Notes);
        TokenSkip.Group(ref cursor, reading);
        if (cursor.Accept(PostgresKeyword.Repeatable))
            TokenSkip.Group(ref cursor, reading);
    }
}
