using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>Reads one operand of an expression.</summary>
internal static class OperandReader
{
    public static void Operand(ref TokenCursor cursor, Reading reading, Expression value)
    {
        if (cursor.Current.IsString)
        {
            value.AddOther();
            TypeReader.Strings(ref cursor);
            return;
        }
        switch (cursor.Kind)
        {
            case TokenKind.Number or TokenKind.Parameter:
                value.AddOther();
                cursor.Advance();
                break;
            case TokenKind.OpenParen:
                Group(ref cursor, reading, value);
                break;
            case TokenKind.Word or TokenKind.QuotedWord or TokenKind.UnicodeWord:
                Word(ref cursor, reading, value);
                break;
            default:
                reading.Fail(ref cursor);
                break;
        }
    }

    /// <summary>What stands in parentheses, or a field of it: <c>(row).field</c>, <c>(row).*</c></summary>
    private static void Group(ref TokenCursor cursor, Reading reading, Expression value)
    {
        var operand = new Expression();
        ExpressionReader.Group(ref cursor, reading, operand);
        while (cursor.Kind == TokenKind.Dot)
        {
            cursor.Advance();
            string? field = cursor.Current.IsWord ? reading.Name(cursor, cursor.Current) : null;
            if (field is null && cursor.Kind != TokenKind.Star)
                reading.Fail(ref cursor);
            cursor.Advance();
            var outer = new Expression();
            outer.Add(new FieldAccess(operand, field));
            operand = outer;
        }
        value.AddAll(operand);
    }

    private static void Word(ref TokenCursor cursor, Reading reading, Expression value)
    {
        bool opensGroup = cursor.Next.Kind == TokenKind.OpenParen;
        switch (cursor.Keyword)
        {
            case PostgresKeyword.Null or PostgresKeyword.Default or PostgresKeyword.True or PostgresKeyword.False or PostgresKeyword.CurrentDate
                or PostgresKeyword.CurrentRole or PostgresKeyword.CurrentUser or PostgresKeyword.SessionUser
                or PostgresKeyword.User or PostgresKeyword.CurrentCatalog:
            case PostgresKeyword.CurrentSchema when !opensGroup:
                Constant(ref cursor, value);
                return;
            case PostgresKeyword.CurrentTime or PostgresKeyword.CurrentTimestamp or PostgresKeyword.Localtime or PostgresKeyword.Localtimestamp:
                Constant(ref cursor, value);
                if (opensGroup)
                    TokenSkip.Group(ref cursor, reading);
                return;
            case PostgresKeyword.Case:
                Case(ref cursor, reading, value);
                return;
            case PostgresKeyword.Exists when opensGroup:
                // Whether there are rows, and nothing of what is in them.
                Constant(ref cursor, value);
                TokenSkip.Group(ref cursor, reading);
                return;
            case PostgresKeyword.Array:
                Constant(ref cursor, value);
                Array(ref cursor, reading, value);
                return;
            case PostgresKeyword.Row or PostgresKeyword.Any or PostgresKeyword.Some or PostgresKeyword.All when opensGroup:
                Constant(ref cursor, value);
                ExpressionReader.Group(ref cursor, reading, value);
                return;
        }
        if (TypeReader.TryLiteral(ref cursor, reading))
            value.AddOther();
        else if (!SpecialCallReader.TryCall(ref cursor, reading, value))
            NameOrCallReader.Read(ref cursor, reading, value);
    }

    private static void Constant(ref TokenCursor cursor, Expression value)
    {
        value.AddOther();
        cursor.Advance();
    }

    /// <summary><c>CASE [value] WHEN value THEN value ... [ELSE value] END</c></summary>
    private static void Case(ref TokenCursor cursor, Reading reading, Expression value)
    {
        Constant(ref cursor, value);
        if (!cursor.Is(PostgresKeyword.When))
            ExpressionReader.Into(ref cursor, reading, value);
        while (cursor.Accept(PostgresKeyword.When))
        {
            ExpressionReader.Into(ref cursor, reading, value);
            reading.Expect(ref cursor, PostgresKeyword.Then);
            ExpressionReader.Into(ref cursor, reading, value);
        }
        if (cursor.Accept(PostgresKeyword.Else))
            ExpressionReader.Into(ref cursor, reading, value);
        reading.Expect(ref cursor, PostgresKeyword.End);
    }

    /// <summary><c>ARRAY(query)</c>, or <c>[a, [b, c]]</c> behind ARRAY.</summary>
    private static void Array(ref TokenCursor cursor, Reading reading, Expression value)
    {
        if (cursor.Kind == TokenKind.OpenParen)
        {
            value.Add(QueryReader.Parenthesised(ref cursor, reading));
            return;
        }
        if (!cursor.TryEnter())
        {
            reading.Fail(ref cursor);
            return;
        }
        reading.Expect(ref cursor, TokenKind.OpenBracket);
        while (cursor.Kind != TokenKind.CloseBracket && !cursor.AtStatementEnd)
        {
            if (cursor.Kind == TokenKind.OpenBracket)
                Array(ref cursor, reading, value);
            else
                ExpressionReader.Into(ref cursor, reading, value);
            if (cursor.Kind != TokenKind.CloseBracket)
                reading.Expect(ref cursor, TokenKind.Comma);
        }
        reading.Expect(ref cursor, TokenKind.CloseBracket);
        cursor.Leave();
    }
}
