using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>
/// Reads expressions for the functions, columns and queries in them. Precedence does not matter here: what counts is
/// that words which start a clause are reserved in PostgreSQL, so an expression ends at the first of them.
/// </summary>
internal static class ExpressionParser
{
    /// <summary>Reads on to the first token that can not continue the expression, and leaves the cursor there.</summary>
    public static void Run(ref TokenCursor cursor, SummaryBuilder summary, ExpressionPlace place)
    {
        Operand before = Operand.None;
        int openCases = 0;
        while (!Ends(cursor, place, openCases))
        {
            if (cursor.Is(PostgresKeyword.Case))
                openCases++;
            else if (cursor.Is(PostgresKeyword.End) && openCases > 0)
                openCases--;
            before = Take(ref cursor, summary, place, before);
        }
    }

    /// <summary>Reads a function call that stands where a relation can, also one without parentheses.</summary>
    public static void FunctionInFrom(ref TokenCursor cursor, SummaryBuilder summary)
    {
        WordParser.Take(ref cursor, summary, ExpressionPlace.Element, Operand.None);
        if (cursor.Kind == TokenKind.OpenParen)
            Group(ref cursor, summary);
    }

    /// <summary>Reads a parenthesised group of any kind: arguments, a row, a nested expression, a sub-query.</summary>
    public static void Group(ref TokenCursor cursor, SummaryBuilder summary, GroupSyntax syntax = GroupSyntax.Plain)
    {
        if (!cursor.TryEnter())
        {
            Salvage.NestedTooDeep(ref cursor, summary);
            return;
        }
        cursor.Advance();
        if (QueryParser.StartsHere(cursor))
            QueryParser.Query(ref cursor, summary);
        else if (StatementParser.StartsModification(cursor))
        {
            summary.Partial("a data-modifying statement stands inside an expression");
            StatementParser.Preparable(ref cursor, summary);
        }
        Finish(ref cursor, summary, syntax);
        cursor.Leave();
    }

    /// <summary>Reads on to the closing parenthesis and past it.</summary>
    public static void Finish(ref TokenCursor cursor, SummaryBuilder summary, GroupSyntax syntax = GroupSyntax.Plain)
    {
        while (true)
        {
            Run(ref cursor, summary, ExpressionPlace.List);
            switch (cursor.Kind)
            {
                case TokenKind.CloseParen:
                    cursor.Advance();
                    return;
                case TokenKind.End or TokenKind.Semicolon:
                    summary.Partial("parentheses are not balanced");
                    return;
                case TokenKind.CloseBracket:
                    summary.Partial("brackets are not balanced");
                    cursor.Advance();
                    break;
                default:
                    ClauseWord(ref cursor, summary, syntax);
                    break;
            }
        }
    }

    private static void ClauseWord(ref TokenCursor cursor, SummaryBuilder summary, GroupSyntax syntax)
    {
        switch (cursor.Keyword)
        {
            case PostgresKeyword.From when syntax == GroupSyntax.FromBetweenArguments:
                cursor.Advance();
                break;
            case PostgresKeyword.Union or PostgresKeyword.Intersect or PostgresKeyword.Except:
                QueryParser.Body(ref cursor, summary);
                break;
            case PostgresKeyword.From or PostgresKeyword.Into or PostgresKeyword.Select or PostgresKeyword.Table:
                summary.Partial("a clause of a query stands inside an expression");
                QueryParser.Body(ref cursor, summary);
                break;
            default:
                // ORDER BY and WHERE of aggregates, frames of windows, ON EMPTY of JSON functions: more expressions.
                cursor.Advance();
                break;
        }
    }

    private static bool Ends(in TokenCursor cursor, ExpressionPlace place, int openCases) => cursor.Kind switch
    {
        TokenKind.End or TokenKind.Semicolon or TokenKind.CloseParen or TokenKind.CloseBracket => true,
        TokenKind.Comma => place is not (ExpressionPlace.List or ExpressionPlace.Grouping),
        TokenKind.Word => StartsClause(cursor)
            || (place == ExpressionPlace.JoinCondition && JoinWord.StartsHere(cursor))
            || (place is ExpressionPlace.JoinCondition or ExpressionPlace.MergeBranch && openCases == 0
                && cursor.Keyword is PostgresKeyword.When or PostgresKeyword.Then),
        _ => false,
    };

    private static bool StartsClause(in TokenCursor cursor) => cursor.Keyword switch
    {
        // TIMESTAMP WITH TIME ZONE, IS JSON WITH UNIQUE KEYS, FETCH FIRST 1 ROWS WITH TIES
        PostgresKeyword.With =>
            cursor.Next.Keyword is not (PostgresKeyword.Time or PostgresKeyword.Unique or PostgresKeyword.Ties),
        PostgresKeyword.Select or PostgresKeyword.Table or PostgresKeyword.From or PostgresKeyword.Into
            or PostgresKeyword.Where or PostgresKeyword.Group or PostgresKeyword.Having or PostgresKeyword.Window
            or PostgresKeyword.Union or PostgresKeyword.Intersect or PostgresKeyword.Except or PostgresKeyword.Order
            or PostgresKeyword.Limit or PostgresKeyword.Offset or PostgresKeyword.Fetch or PostgresKeyword.For
            or PostgresKeyword.On or PostgresKeyword.Returning or PostgresKeyword.Do or PostgresKeyword.Create
            or PostgresKeyword.Grant or PostgresKeyword.References => true,
        _ => false,
    };

    private static Operand Take(ref TokenCursor cursor, SummaryBuilder summary, ExpressionPlace place, Operand before)
    {
        switch (cursor.Kind)
        {
            case TokenKind.Word or TokenKind.QuotedWord or TokenKind.UnicodeWord:
                return WordParser.Take(ref cursor, summary, place, before);
            case TokenKind.OpenParen:
                Group(ref cursor, summary);
                return Operand.Value;
            case TokenKind.OpenBracket:
                Subscript(ref cursor, summary);
                return Operand.Value;
            case TokenKind.Dot when before == Operand.Value:
                WordParser.Attribute(ref cursor, summary);
                return Operand.Value;
            case TokenKind.TypeCast:
                cursor.Advance();
                TypeParser.Skip(ref cursor, summary);
                return Operand.Value;
            case TokenKind.Number or TokenKind.Parameter or (>= TokenKind.String and <= TokenKind.DollarString):
                cursor.Advance();
                return Operand.Value;
            default:
                cursor.Advance();
                return Operand.None;
        }
    }

    public static void Subscript(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.TryEnter())
        {
            Salvage.NestedTooDeep(ref cursor, summary);
            return;
        }
        cursor.Advance();
        Run(ref cursor, summary, ExpressionPlace.List);
        if (!cursor.Accept(TokenKind.CloseBracket))
            summary.Partial("brackets are not balanced");
        cursor.Leave();
    }
}
