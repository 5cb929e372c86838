using System.Collections.Frozen;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>
/// Reads the calls of SQL/JSON and SQL/XML: <c>JSON_OBJECT('a': 1, 'b' VALUE 2 ABSENT ON NULL)</c>, <c>JSON_VALUE(a, '$.b' PASSING c AS d
/// DEFAULT 1 ON EMPTY)</c>, <c>XMLFOREST(a AS b)</c>. What they give is made of every value in them. A word directly behind a value can only
/// be syntax, whatever it is; anywhere else it is taken for a value.
/// </summary>
internal static class SyntaxCallReader
{
    // Older servers have some of them as names of functions, so that they are no keywords here.
    private static readonly FrozenSet<string> JsonNames = FrozenSet.ToFrozenSet(
    [
        "json_object", "json_array", "json_objectagg", "json_arrayagg", "json_scalar", "json_serialize", "json_query", "json_value",
        "json_exists",
    ]);

    /// <summary>Whether a call by this name can have this syntax; with commas only it reads as that of any call.</summary>
    public static bool IsJson(SqlName function) => function.Schema is null && JsonNames.Contains(function.Name);

    /// <summary>The arguments in their parentheses.</summary>
    public static void Arguments(ref TokenCursor cursor, Reading reading, Expression value)
    {
        Open(ref cursor, reading, value);
        // ABSENT ON NULL alone: no value of a list has ON behind it.
        if (cursor.Next.Keyword == PostgresKeyword.On)
            Behind(ref cursor, reading);
        Close(ref cursor, reading, value);
    }

    /// <summary>XMLELEMENT and XMLPI begin with <c>NAME label</c>.</summary>
    public static void NamedArguments(ref TokenCursor cursor, Reading reading, Expression value)
    {
        Open(ref cursor, reading, value);
        reading.Expect(ref cursor, PostgresKeyword.Name);
        cursor.Advance();
        Behind(ref cursor, reading);
        Close(ref cursor, reading, value);
    }

    /// <summary>XMLPARSE and XMLSERIALIZE begin with what kind of XML it is.</summary>
    public static void KindAndArguments(ref TokenCursor cursor, Reading reading, Expression value)
    {
        Open(ref cursor, reading, value);
        if (cursor.Keyword is not (PostgresKeyword.Document or PostgresKeyword.Content))
            reading.Fail(ref cursor);
        cursor.Advance();
        Close(ref cursor, reading, value);
    }

    private static void Open(ref TokenCursor cursor, Reading reading, Expression value)
    {
        value.AddOther();
        reading.Expect(ref cursor, TokenKind.OpenParen);
    }

    private static void Close(ref TokenCursor cursor, Reading reading, Expression value)
    {
        Values(ref cursor, reading, value);
        reading.Expect(ref cursor, TokenKind.CloseParen);
    }

    /// <summary>Values and the syntax between them, up to a closing parenthesis or the columns of a table.</summary>
    public static void Values(ref TokenCursor cursor, Reading reading, Expression value)
    {
        while (cursor.Kind != TokenKind.CloseParen && !cursor.Is(PostgresKeyword.Columns) && !cursor.AtStatementEnd)
        {
            // XMLNAMESPACES('a' AS b, DEFAULT 'c')
            cursor.Accept(PostgresKeyword.Default);
            if (!TrySyntax(ref cursor, reading, value))
                ExpressionReader.Into(ref cursor, reading, value);
            Behind(ref cursor, reading);
        }
    }

    /// <summary>What can stand where a value can, and is none.</summary>
    private static bool TrySyntax(ref TokenCursor cursor, Reading reading, Expression value)
    {
        if (QueryParser.StartsHere(cursor))
        {
            value.Add(QueryReader.Query(ref cursor, reading));
            return true;
        }
        // It is reserved.
        if (cursor.Is(PostgresKeyword.Returning))
            return true;
        if (cursor.Keyword is not (PostgresKeyword.Xmlattributes or PostgresKeyword.Xmlnamespaces) || cursor.Next.Kind != TokenKind.OpenParen)
            return false;
        cursor.Advance();
        Nested(ref cursor, reading, value);
        return true;
    }

    private static void Nested(ref TokenCursor cursor, Reading reading, Expression value)
    {
        if (!cursor.TryEnter())
        {
            reading.Fail(ref cursor);
            return;
        }
        Arguments(ref cursor, reading, value);
        cursor.Leave();
    }

    /// <summary>What stands behind a value, up to the next one.</summary>
    private static void Behind(ref TokenCursor cursor, Reading reading)
    {
        while (cursor.Kind != TokenKind.CloseParen && !cursor.Is(PostgresKeyword.Columns) && !cursor.AtStatementEnd)
        {
            switch (cursor.Keyword)
            {
                case PostgresKeyword.Returning:
                    cursor.Advance();
                    TypeReader.Type(ref cursor, reading);
                    continue;
                case PostgresKeyword.As:
                    As(ref cursor, reading);
                    continue;
                case PostgresKeyword.Passing when cursor.Next.Keyword == PostgresKeyword.By:
                    cursor.Advance(3);
                    return;
                case PostgresKeyword.Value or PostgresKeyword.Passing or PostgresKeyword.Default:
                    cursor.Advance();
                    return;
                case PostgresKeyword.Order when cursor.Next.Keyword == PostgresKeyword.By:
                    cursor.Advance(2);
                    return;
            }
            if (cursor.Kind is TokenKind.Comma or TokenKind.Colon)
            {
                cursor.Advance();
                return;
            }
            if (!cursor.Current.IsWord)
                reading.Fail(ref cursor);
            cursor.Advance();
        }
    }

    /// <summary>A label, or the type of XMLSERIALIZE, which can have parentheses.</summary>
    private static void As(ref TokenCursor cursor, Reading reading)
    {
        cursor.Advance();
        if (!cursor.Current.IsWord)
            reading.Fail(ref cursor);
        else if (cursor.Next.Kind is TokenKind.Comma or TokenKind.CloseParen || cursor.Next.IsWord)
            cursor.Advance();
        else
            TypeReader.Type(ref cursor, reading);
    }
}
