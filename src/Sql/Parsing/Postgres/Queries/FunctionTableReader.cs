using System.Collections.Frozen;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>Reads functions in FROM: whatever columns they have are made of their arguments.</summary>
internal static class FunctionTableReader
{
    // They return one column, whose name is the alias.
    private static readonly FrozenSet<string> Scalar = FrozenSet.ToFrozenSet(
    [
        "generate_series", "generate_subscripts", "regexp_split_to_table", "string_to_table",
    ]);

    public static FunctionTable Function(ref TokenCursor cursor, Reading reading)
    {
        var input = new Expression();
        SqlName? name = null;
        if (cursor.Is(PostgresKeyword.Rows, PostgresKeyword.From))
        {
            cursor.Advance(2);
            TokenSkip.Group(ref cursor, reading);
            input.AddOpaque();
        }
        else
        {
            name = NameAhead(cursor, reading);
            OperandReader.Operand(ref cursor, reading, input);
        }
        var table = new FunctionTable(input) { Call = input.OnlyCall };
        if (cursor.Accept(PostgresKeyword.With))
        {
            reading.Expect(ref cursor, PostgresKeyword.Ordinality);
            table.Numbering = RowNumbering.LastColumn;
        }
        List<string>? names = Alias(ref cursor, reading, table);
        table.Alias ??= name?.Name;
        if (table.Numbering == RowNumbering.None && name is { } function && Scalar.Contains(function.Name) && (names is null or { Count: 1 }))
            table.Columns = names ?? [table.Alias ?? ""];
        return table;
    }

    /// <summary><c>[AS] name [(names)]</c>, <c>[AS] name (definitions)</c> or <c>AS (definitions)</c>; definitions name all columns. Says the names.</summary>
    private static List<string>? Alias(ref TokenCursor cursor, Reading reading, FunctionTable table)
    {
        if (cursor.Is(PostgresKeyword.As) && cursor.Next.Kind == TokenKind.OpenParen)
            cursor.Advance();
        else
            table.Alias = TableReader.TryAlias(ref cursor, reading);
        if (cursor.Kind != TokenKind.OpenParen)
            return null;
        var names = new List<string>();
        bool areDefinitions = false;
        cursor.Advance();
        do
        {
            if (!cursor.Current.IsColumnName)
                reading.Fail(ref cursor);
            names.Add(cursor.Current.IsWord ? reading.Name(cursor, cursor.Current) : "");
            cursor.Advance();
            areDefinitions |= cursor.Current.IsWord;
            while (cursor.Kind is not (TokenKind.Comma or TokenKind.CloseParen) && !cursor.AtStatementEnd)
            {
                if (cursor.Kind == TokenKind.OpenParen)
                    TokenSkip.Group(ref cursor, reading);
                else
                    cursor.Advance();
            }
        }
        while (cursor.Accept(TokenKind.Comma));
        reading.Expect(ref cursor, TokenKind.CloseParen);
        if (areDefinitions)
            table.Columns = names;
        else
            table.Names = names;
        return names;
    }

    private static SqlName? NameAhead(in TokenCursor cursor, Reading reading)
    {
        TokenCursor ahead = cursor;
        return NameReader.Any(ref ahead, reading.Notes);
    }
}
