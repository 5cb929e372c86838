using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>Reads the words of expressions: names of columns and functions, and the keywords with a syntax of their own.</summary>
internal static class WordParser
{
    public static Operand Take(ref TokenCursor cursor, SummaryBuilder summary, ExpressionPlace place, Operand before)
    {
        if (cursor.Is(PostgresKeyword.None))
            return Name(ref cursor, summary, before);
        int pureSyntax = PureSyntax(cursor, place, before);
        if (pureSyntax > 0)
        {
            cursor.Advance(pureSyntax);
            return Operand.None;
        }
        bool opensGroup = cursor.Next.Kind == TokenKind.OpenParen;
        switch (cursor.Keyword)
        {
            case PostgresKeyword.As:
                cursor.Advance();
                TypeParser.SkipLabelOrType(ref cursor, summary);
                return Operand.Name;
            case PostgresKeyword.Is when !opensGroup:
                Predicate(ref cursor, summary);
                return Operand.None;
            case PostgresKeyword.Not when before != Operand.None:
                cursor.Advance();
                return before;
            case PostgresKeyword.Null or PostgresKeyword.True or PostgresKeyword.False or PostgresKeyword.End:
                cursor.Advance();
                return Operand.Value;
            case PostgresKeyword.Document or PostgresKeyword.Content or PostgresKeyword.Value or PostgresKeyword.Passing
                or PostgresKeyword.Rows or PostgresKeyword.Range or PostgresKeyword.Groups when !opensGroup:
                Name(ref cursor, summary, before);
                return Operand.None;
        }
        return ImplicitCallParser.TryTake(ref cursor, summary, before) ? Operand.None : Other(ref cursor, summary, before);
    }

    /// <summary>How many words at the cursor are syntax here, although they could be names elsewhere.</summary>
    private static int PureSyntax(in TokenCursor cursor, ExpressionPlace place, Operand before)
    {
        PostgresKeyword previous = cursor.Previous.Keyword;
        bool opensGroup = cursor.Next.Kind == TokenKind.OpenParen;
        bool isPure = cursor.Keyword switch
        {
            PostgresKeyword.Rollup or PostgresKeyword.Cube => opensGroup && place == ExpressionPlace.Grouping,
            PostgresKeyword.Sets => previous == PostgresKeyword.Grouping,
            PostgresKeyword.Second => cursor.Previous.IsString || previous == PostgresKeyword.To,
            PostgresKeyword.Over or PostgresKeyword.Filter => opensGroup && before == Operand.Value,
            PostgresKeyword.By => previous is PostgresKeyword.Order or PostgresKeyword.Group or PostgresKeyword.Partition,
            PostgresKeyword.Key => previous is PostgresKeyword.Primary or PostgresKeyword.Foreign,
            PostgresKeyword.Varying => previous is PostgresKeyword.Character or PostgresKeyword.Char or PostgresKeyword.Nchar
                or PostgresKeyword.Bit,
            PostgresKeyword.Overlaps => previous == PostgresKeyword.Without,
            PostgresKeyword.Like or PostgresKeyword.Ilike => before != Operand.None,
            _ => false,
        };
        if (isPure)
            return 1;
        return cursor.Keyword switch
        {
            PostgresKeyword.Exclude when cursor.Next.Keyword == PostgresKeyword.Using => 3,
            PostgresKeyword.Within when cursor.Next.Keyword == PostgresKeyword.Group => 2,
            // TIMESTAMP WITH TIME ZONE and the like; any other WITH has ended the expression.
            PostgresKeyword.With => 2,
            _ => 0,
        };
    }

    /// <summary>
    /// <c>.name</c> after a parenthesis, bracket or parameter: a field of a composite value, or the call of a function
    /// with one argument, whatever its type.
    /// </summary>
    public static void Attribute(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        if (!cursor.Current.IsWord)
            return;
        if (NameReader.Spelling(cursor, cursor.Current, summary) is { } name)
        {
            summary.Call(new SqlName(null, name));
            OpaqueFunctions.Judge(new SqlName(null, name), summary);
        }
        cursor.Advance();
    }

    private static Operand Other(ref TokenCursor cursor, SummaryBuilder summary, Operand before)
    {
        switch (cursor.Keyword.Class())
        {
            case KeywordClass.Reserved:
                cursor.Advance();
                return Operand.None;
            case KeywordClass.ColumnName when cursor.Next.Kind is TokenKind.OpenParen:
                cursor.Advance();
                return Operand.None;
            case KeywordClass.ColumnName:
                Name(ref cursor, summary, before);
                return Operand.None;
            case KeywordClass.TypeOrFunctionName when cursor.Next.Kind is not (TokenKind.OpenParen or TokenKind.Dot):
                cursor.Advance();
                return Operand.None;
            default:
                return Name(ref cursor, summary, before);
        }
    }

    /// <summary>
    /// IS [NOT] DISTINCT FROM is the one place of expressions where FROM is an operator. A label <c>is</c> can stand
    /// before FROM only after AS or a dot, and those take their word themselves.
    /// </summary>
    private static void Predicate(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        cursor.Accept(PostgresKeyword.Not);
        if (!cursor.Accept(PostgresKeyword.Distinct, PostgresKeyword.From) && EndsInNormalized(cursor))
            summary.CallBuiltIn("is_normalized");
    }

    /// <summary>IS [NOT] [NFC | NFD | NFKC | NFKD] NORMALIZED</summary>
    private static bool EndsInNormalized(in TokenCursor cursor) =>
        cursor.Is(PostgresKeyword.Normalized) || cursor.Next.Keyword == PostgresKeyword.Normalized;

    private static Operand Name(ref TokenCursor cursor, SummaryBuilder summary, Operand before)
    {
        Token last = NameReader.Dotted(ref cursor, out Token? qualifier);
        bool isWholeRow = cursor.Kind == TokenKind.Dot && cursor.Next.Kind == TokenKind.Star;
        if (isWholeRow)
            cursor.Advance(2);
        else if (cursor.Kind == TokenKind.OpenParen && (before != Operand.Value || qualifier is not null))
        {
            Call(ref cursor, summary, qualifier, last);
            return Operand.Value;
        }
        // date '2020-01-01' is a typed literal
        if (!cursor.Current.IsString)
            ColumnNote.Note(cursor, summary, qualifier, isWholeRow ? null : last);
        return Operand.Name;
    }

    private static void Call(ref TokenCursor cursor, SummaryBuilder summary, Token? qualifier, Token last)
    {
        if (NameReader.Combine(cursor, summary, qualifier, last) is { } function)
        {
            summary.Call(function);
            OpaqueFunctions.Judge(function, summary);
            if (SettingChange.IsSetConfig(function))
                SettingChange.JudgeCall(cursor, summary);
        }
        ExpressionParser.Group(ref cursor, summary);
    }
}
