using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>
/// Reads expressions for what their values are made of. Precedence does not matter, as a value depends on all operands, but
/// where an expression ends does: behind an operand stands an operator, or it ends.
/// </summary>
internal static class ExpressionReader
{
    public static Expression Value(ref TokenCursor cursor, Reading reading)
    {
        var value = new Expression();
        Into(ref cursor, reading, value);
        return value;
    }

    public static void Into(ref TokenCursor cursor, Reading reading, Expression value)
    {
        if (!cursor.TryEnter())
        {
            reading.Fail(ref cursor);
            return;
        }
        do
        {
            while (cursor.Kind == TokenKind.Operator || cursor.Is(PostgresKeyword.Not) || OperatorReader.IsQualified(cursor))
                OperatorReader.Operator(ref cursor, reading, value);
            OperandReader.Operand(ref cursor, reading, value);
        }
        while (OperatorReader.TryOperator(ref cursor, reading, value));
        cursor.Leave();
    }

    /// <summary>The table of an expression that is <c>[schema.]table.*</c> and nothing else.</summary>
    public static SqlName? RowOf(Expression value) => value is { IsCopy: true, Columns: [{ Column: "*", Table: { } table } column] }
        ? new SqlName(column.Schema, table)
        : null;

    /// <summary>Expressions separated by commas, up to the closing parenthesis and past it.</summary>
    public static void ListIn(ref TokenCursor cursor, Reading reading, Expression value)
    {
        reading.Expect(ref cursor, TokenKind.OpenParen);
        if (cursor.Kind != TokenKind.CloseParen)
        {
            Into(ref cursor, reading, value);
            while (cursor.Accept(TokenKind.Comma))
            {
                value.AddOther();
                Into(ref cursor, reading, value);
            }
        }
        reading.Expect(ref cursor, TokenKind.CloseParen);
    }

    /// <summary>A query, or expressions, in parentheses.</summary>
    public static void Group(ref TokenCursor cursor, Reading reading, Expression value)
    {
        if (QueryAhead.Opens(ref cursor, reading))
            value.Add(QueryReader.Parenthesised(ref cursor, reading));
        else
            ListIn(ref cursor, reading, value);
    }

    /// <summary>Subscripts, fields and casts.</summary>
    public static void Suffixes(ref TokenCursor cursor, Reading reading, Expression value)
    {
        while (true)
        {
            switch (cursor.Kind)
            {
                case TokenKind.OpenBracket:
                    Subscript(ref cursor, reading, value);
                    break;
                case TokenKind.Dot:
                    // A field, or the call of a function with one argument. All fields would be any number of columns.
                    value.AddOpaque();
                    cursor.Advance();
                    if (!cursor.Current.IsWord)
                        reading.Fail(ref cursor);
                    cursor.Advance();
                    break;
                case TokenKind.TypeCast:
                    value.AddOther();
                    cursor.Advance();
                    TypeReader.Type(ref cursor, reading);
                    break;
                default:
                    return;
            }
        }
    }

    /// <summary><c>[1]</c>, <c>[1:2]</c>, <c>[:]</c> and the <c>[]</c> of types</summary>
    private static void Subscript(ref TokenCursor cursor, Reading reading, Expression value)
    {
        value.AddOther();
        cursor.Advance();
        while (cursor.Kind != TokenKind.CloseBracket && !cursor.AtStatementEnd)
        {
            if (!cursor.Accept(TokenKind.Colon))
                Into(ref cursor, reading, value);
        }
        reading.Expect(ref cursor, TokenKind.CloseBracket);
    }
}
