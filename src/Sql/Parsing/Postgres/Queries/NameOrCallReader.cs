using System.Collections.Frozen;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>Reads columns, rows, calls, and literals behind a type name.</summary>
internal static class NameOrCallReader
{
    // They tell how many rows there are, or where a row stands among them, and nothing of what is in them.
    private static readonly FrozenSet<string> Counting = FrozenSet.ToFrozenSet(
    [
        "count", "row_number", "rank", "dense_rank", "percent_rank", "cume_dist",
    ]);

    public static void Read(ref TokenCursor cursor, Reading reading, Expression value)
    {
        KeywordClass first = cursor.Keyword.Class();
        Token last = cursor.Current;
        Token? qualifier = null, outer = null;
        cursor.Advance();
        while (cursor.Kind == TokenKind.Dot && cursor.Next.IsWord)
        {
            (outer, qualifier, last) = (qualifier, last, cursor.Next);
            cursor.Advance(2);
        }
        if (first == KeywordClass.Reserved)
            reading.Fail(ref cursor);
        else if (cursor.Kind == TokenKind.Dot && cursor.Next.Kind == TokenKind.Star)
        {
            cursor.Advance(2);
            value.Add(new ColumnReference(Name(cursor, qualifier, reading), reading.Name(cursor, last), "*"));
        }
        else if (cursor.Kind == TokenKind.OpenParen)
            CallOrLiteral(ref cursor, reading, value, qualifier, last, first);
        else if (cursor.Current.IsString)
            Literal(ref cursor, value);
        else if (first == KeywordClass.TypeOrFunctionName)
            reading.Fail(ref cursor);
        else
            value.Add(new ColumnReference(Name(cursor, outer, reading), Name(cursor, qualifier, reading), reading.Name(cursor, last)));
    }

    private static string? Name(in TokenCursor cursor, Token? word, Reading reading) =>
        word is { } token ? reading.Name(cursor, token) : null;

    private static void Literal(ref TokenCursor cursor, Expression value)
    {
        value.AddOther();
        TypeReader.Strings(ref cursor);
    }

    private static void CallOrLiteral(
        ref TokenCursor cursor, Reading reading, Expression value, Token? qualifier, Token last, KeywordClass first)
    {
        // No function can have the name of such a keyword: these are JSON and XML syntax, or something newer.
        if (first == KeywordClass.ColumnName && qualifier is null)
        {
            reading.Fail(ref cursor);
            return;
        }
        var function = new SqlName(Name(cursor, qualifier, reading), reading.Name(cursor, last));
        if (reading.IsPure(function))
        {
            value.AddOther();
            bool counts = function.Schema is (null or "pg_catalog") && Counting.Contains(function.Name);
            Arguments(ref cursor, reading, counts ? new Expression() : value);
        }
        else if (reading.HasRoutine(function))
        {
            var call = new FunctionCall(function);
            value.Add(call);
            call.Count = Arguments(ref cursor, reading, call.Arguments);
        }
        else
        {
            // Its arguments may have a syntax of their own.
            value.AddOpaque();
            TokenSkip.Group(ref cursor, reading);
        }
        if (cursor.Current.IsString)
            Literal(ref cursor, value);
        else
            Tail(ref cursor, reading, value);
    }

    /// <summary>Says how many there are.</summary>
    private static int Arguments(ref TokenCursor cursor, Reading reading, Expression value)
    {
        int count = 0;
        cursor.Advance();
        if (cursor.Keyword is PostgresKeyword.All or PostgresKeyword.Distinct)
            cursor.Advance();
        if (cursor.Kind == TokenKind.Star)
            cursor.Advance();
        else if (cursor.Kind != TokenKind.CloseParen)
        {
            do
            {
                cursor.Accept(PostgresKeyword.Variadic);
                if (cursor.Current.IsWord && IsArgumentSign(cursor))
                    cursor.Advance(2);
                ExpressionReader.Into(ref cursor, reading, value);
                count++;
            }
            while (cursor.Accept(TokenKind.Comma));
        }
        if (cursor.Is(PostgresKeyword.Order, PostgresKeyword.By))
            SkipOrder(ref cursor, reading);
        reading.Expect(ref cursor, TokenKind.CloseParen);
        return count;
    }

    /// <summary><c>name => value</c> or <c>name := value</c></summary>
    private static bool IsArgumentSign(in TokenCursor cursor) => cursor.Next.Kind == TokenKind.ColonEquals
        || (cursor.Next.Kind == TokenKind.Operator && cursor.Text.Slice(cursor.Next.Start, cursor.Next.Length).SequenceEqual("=>"u8));

    /// <summary>WITHIN GROUP gives arguments; FILTER, the ORDER BY of an aggregate and OVER only say which rows, and in which order.</summary>
    private static void Tail(ref TokenCursor cursor, Reading reading, Expression value)
    {
        if (cursor.Accept(PostgresKeyword.Within, PostgresKeyword.Group))
        {
            reading.Expect(ref cursor, TokenKind.OpenParen);
            reading.Expect(ref cursor, PostgresKeyword.Order);
            reading.Expect(ref cursor, PostgresKeyword.By);
            Order(ref cursor, reading, value);
            reading.Expect(ref cursor, TokenKind.CloseParen);
        }
        if (cursor.Is(PostgresKeyword.Filter) && cursor.Next.Kind == TokenKind.OpenParen)
        {
            cursor.Advance();
            TokenSkip.Group(ref cursor, reading);
        }
        if (!cursor.Accept(PostgresKeyword.Over))
            return;
        if (cursor.Kind == TokenKind.OpenParen)
            TokenSkip.Group(ref cursor, reading);
        else if (cursor.Current.IsColumnName)
            cursor.Advance();
        else
            reading.Fail(ref cursor);
    }

    private static void SkipOrder(ref TokenCursor cursor, Reading reading)
    {
        cursor.Advance(2);
        Order(ref cursor, reading, new Expression());
    }

    /// <summary><c>value [ASC | DESC | USING operator] [NULLS FIRST | LAST], ...</c></summary>
    private static void Order(ref TokenCursor cursor, Reading reading, Expression value)
    {
        do
        {
            ExpressionReader.Into(ref cursor, reading, value);
            if (cursor.Keyword is PostgresKeyword.Asc or PostgresKeyword.Desc)
                cursor.Advance();
            else if (cursor.Accept(PostgresKeyword.Using))
                OperatorReader.Operator(ref cursor, reading, value);
            // NULLS FIRST
            while (cursor.Current.IsWord)
                cursor.Advance();
        }
        while (cursor.Accept(TokenKind.Comma));
    }
}
