using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>Reads the words of expressions: names of columns and functions, and the keywords with a syntax of their own.</summary>
internal static class WordParser
{
    public static Operand Take(ref TokenCursor cursor, SummaryBuilder summary, ExpressionPlace place, Operand before)
    {
        bool opensGroup = cursor.Next.Kind == TokenKind.OpenParen;
        switch (cursor.Keyword)
        {
            case PostgresKeyword.None:
                return Name(ref cursor, summary, before);
            case PostgresKeyword.As:
                cursor.Advance();
                TypeParser.SkipLabelOrType(ref cursor, summary);
                return Operand.Name;
            case PostgresKeyword.Is when !opensGroup:
                Predicate(ref cursor, summary);
                return Operand.None;
            case PostgresKeyword.Rollup or PostgresKeyword.Cube
                when opensGroup && place == ExpressionPlace.Grouping:
            case PostgresKeyword.Sets when cursor.Previous.Keyword == PostgresKeyword.Grouping:
            case PostgresKeyword.Second when cursor.Previous.IsString || cursor.Previous.Keyword == PostgresKeyword.To:
            case PostgresKeyword.Over or PostgresKeyword.Filter when opensGroup && before == Operand.Value:
            case PostgresKeyword.By when cursor.Previous.Keyword is PostgresKeyword.Order or PostgresKeyword.Group
                or PostgresKeyword.Partition:
            case PostgresKeyword.Key when cursor.Previous.Keyword is PostgresKeyword.Primary or PostgresKeyword.Foreign:
            case PostgresKeyword.Varying when cursor.Previous.Keyword is PostgresKeyword.Character or PostgresKeyword.Char
                or PostgresKeyword.Nchar or PostgresKeyword.Bit:
            case PostgresKeyword.Like or PostgresKeyword.Ilike when before != Operand.None:
                cursor.Advance();
                return Operand.None;
            case PostgresKeyword.Exclude when cursor.Next.Keyword == PostgresKeyword.Using:
                cursor.Advance(3);
                return Operand.None;
            case PostgresKeyword.Within when cursor.Next.Keyword == PostgresKeyword.Group:
            case PostgresKeyword.With:
                cursor.Advance(2);
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
        if (ImplicitCallParser.TryTake(ref cursor, summary, before))
            return Operand.None;
        return Other(ref cursor, summary, before);
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
        Token? qualifier = null;
        Token last = cursor.Current;
        cursor.Advance();
        while (cursor.Kind == TokenKind.Dot && cursor.Next.IsWord)
        {
            qualifier = last;
            last = cursor.Next;
            cursor.Advance(2);
        }
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
            ColumnReference.Note(cursor, summary, qualifier, isWholeRow ? null : last);
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
