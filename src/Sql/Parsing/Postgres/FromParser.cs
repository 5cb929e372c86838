using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>Reads what FROM and USING name: relations, functions, sub-queries, joins.</summary>
internal static class FromParser
{
    /// <summary>Table references separated by commas.</summary>
    public static void List(ref TokenCursor cursor, SummaryBuilder summary)
    {
        do
            JoinTree(ref cursor, summary);
        while (cursor.Accept(TokenKind.Comma));
    }

    /// <summary>One table reference and everything that is joined to it.</summary>
    public static void JoinTree(ref TokenCursor cursor, SummaryBuilder summary)
    {
        Primary(ref cursor, summary);
        while (true)
        {
            if (JoinWord.StartsHere(cursor))
            {
                // NATURAL LEFT OUTER JOIN and its shorter forms
                while (cursor.Keyword is PostgresKeyword.Natural or PostgresKeyword.Cross or PostgresKeyword.Inner
                    or PostgresKeyword.Left or PostgresKeyword.Right or PostgresKeyword.Full or PostgresKeyword.Outer)
                    cursor.Advance();
                if (cursor.Next.Kind == TokenKind.OpenParen && !JoinWord.IsCertain(cursor.Previous))
                    summary.Partial("JOIN can be a join or a function");
                if (!cursor.Accept(PostgresKeyword.Join))
                    summary.Partial("JOIN was expected");
                Primary(ref cursor, summary);
            }
            else if (cursor.Is(PostgresKeyword.On) && cursor.Next.Keyword != PostgresKeyword.Conflict)
            {
                cursor.Advance();
                ExpressionParser.Run(ref cursor, summary, ExpressionPlace.JoinCondition);
            }
            else if (cursor.Is(PostgresKeyword.Using) && cursor.Next.Kind == TokenKind.OpenParen)
            {
                cursor.Advance();
                Parentheses.Skip(ref cursor, summary);
                Alias(ref cursor, summary);
            }
            else
                return;
        }
    }

    /// <summary><c>[ONLY] name [*]</c> as a source of rows; WITH queries hide stored relations.</summary>
    public static void Relation(ref TokenCursor cursor, SummaryBuilder summary)
    {
        bool isParenthesised = cursor.Accept(PostgresKeyword.Only) && cursor.Accept(TokenKind.OpenParen);
        if (NameReader.Relation(ref cursor, summary) is { } name)
            summary.Read(name);
        if (isParenthesised && !cursor.Accept(TokenKind.CloseParen))
            summary.Partial("a closing parenthesis was expected");
        cursor.Accept(TokenKind.Star);
    }

    private static void Primary(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Accept(PostgresKeyword.Lateral);
        if (cursor.Kind == TokenKind.OpenParen)
            Group(ref cursor, summary);
        else if (cursor.Is(PostgresKeyword.Rows, PostgresKeyword.From) && cursor.Peek().Kind == TokenKind.OpenParen)
        {
            cursor.Advance(2);
            ExpressionParser.Group(ref cursor, summary);
        }
        else if (IsFunction(cursor))
            ExpressionParser.FunctionInFrom(ref cursor, summary);
        else
            Relation(ref cursor, summary);
        if (cursor.Accept(PostgresKeyword.With))
            cursor.Accept(PostgresKeyword.Ordinality);
        Alias(ref cursor, summary);
        Sample(ref cursor, summary);
    }

    /// <summary>A call, or one of the functions that are called without parentheses, such as CURRENT_DATE.</summary>
    public static bool IsFunction(in TokenCursor cursor)
    {
        if (cursor.Is(PostgresKeyword.Only))
            return false;
        if (cursor.Next.Kind == TokenKind.OpenParen)
            return true;
        if (cursor.Keyword is PostgresKeyword.CurrentDate or PostgresKeyword.CurrentTime or PostgresKeyword.CurrentTimestamp
            or PostgresKeyword.CurrentRole or PostgresKeyword.CurrentUser or PostgresKeyword.CurrentCatalog
            or PostgresKeyword.CurrentSchema or PostgresKeyword.Localtime or PostgresKeyword.Localtimestamp
            or PostgresKeyword.SessionUser or PostgresKeyword.User
            || cursor.Is(PostgresKeyword.Collation, PostgresKeyword.For))
            return true;
        TokenCursor ahead = cursor;
        while (ahead.Current.IsWord && ahead.Next.Kind == TokenKind.Dot)
            ahead.Advance(2);
        return ahead.Current.IsWord && ahead.Next.Kind == TokenKind.OpenParen;
    }

    /// <summary>A sub-query, or a join in parentheses.</summary>
    private static void Group(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.TryEnter())
        {
            Salvage.NestedTooDeep(ref cursor, summary);
            return;
        }
        cursor.Advance();
        if (QueryParser.StartsHere(cursor))
            QueryParser.Query(ref cursor, summary);
        else
            JoinTree(ref cursor, summary);
        // ((SELECT 1) UNION SELECT 2) began like a join tree
        ExpressionParser.Finish(ref cursor, summary);
        cursor.Leave();
    }

    /// <summary><c>[AS] name [(columns)]</c> or <c>AS (column definitions)</c></summary>
    private static void Alias(ref TokenCursor cursor, SummaryBuilder summary)
    {
        bool isExplicit = cursor.Accept(PostgresKeyword.As);
        if (cursor.Current.IsColumnName)
            cursor.Advance();
        else if (!isExplicit)
            return;
        if (cursor.Kind == TokenKind.OpenParen)
            Parentheses.Skip(ref cursor, summary);
    }

    private static void Sample(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Accept(PostgresKeyword.Tablesample))
            return;
        NameReader.Any(ref cursor, summary);
        if (cursor.Kind == TokenKind.OpenParen)
            ExpressionParser.Group(ref cursor, summary);
        if (cursor.Accept(PostgresKeyword.Repeatable) && cursor.Kind == TokenKind.OpenParen)
            ExpressionParser.Group(ref cursor, summary);
    }
}
