using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>
/// Goes over definitions, options and administrative clauses without following their grammar. Nothing in them can do
/// more than the tokens show: calls, sequences and referenced relations are claimed, and a query makes the summary partial.
/// </summary>
internal static class DefinitionParser
{
    /// <summary>Skips to the end of the statement.</summary>
    public static void SkipRest(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (!cursor.AtStatementEnd && TrySkip(ref cursor, summary))
        {
        }
    }

    /// <summary>Skips one element; false where it is nothing that a definition can hold.</summary>
    public static bool TrySkip(ref TokenCursor cursor, SummaryBuilder summary)
    {
        switch (cursor.Kind)
        {
            case MySqlTokenKind.Word or MySqlTokenKind.QuotedWord:
                return TryWord(ref cursor, summary);
            case MySqlTokenKind.OpenParen:
                Group(ref cursor, summary);
                return true;
            case MySqlTokenKind.String or MySqlTokenKind.BitString or MySqlTokenKind.Number or MySqlTokenKind.Equals
                or MySqlTokenKind.Comma or MySqlTokenKind.Dot or MySqlTokenKind.UserVariable or MySqlTokenKind.Star
                or MySqlTokenKind.Operator or MySqlTokenKind.Assign or MySqlTokenKind.Parameter or MySqlTokenKind.Colon or MySqlTokenKind.Null:
                cursor.Advance();
                return true;
            case MySqlTokenKind.SystemVariable:
                VariableParser.SystemVariable(ref cursor, summary);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A parenthesised list of anything.</summary>
    public static void Group(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.TryEnter())
        {
            Salvage.NestedTooDeep(ref cursor, summary);
            return;
        }
        cursor.Advance();
        while (cursor.Kind != MySqlTokenKind.CloseParen && TrySkip(ref cursor, summary))
        {
        }
        Parentheses.Close(ref cursor, summary);
        cursor.Leave();
    }

    private static bool TryWord(ref TokenCursor cursor, SummaryBuilder summary)
    {
        switch (cursor.Keyword)
        {
            case MySqlKeyword.Select or MySqlKeyword.Values when cursor.Next.Keyword is not (MySqlKeyword.Less or MySqlKeyword.In):
                // GRANT SELECT is read elsewhere.
                summary.Partial("a query stands inside a definition");
                return false;
            case MySqlKeyword.References:
                cursor.Advance();
                NameReader.Target(ref cursor, summary, AccessMode.Read);
                if (cursor.Kind == MySqlTokenKind.OpenParen)
                    NameReader.ColumnList(ref cursor, summary);
                return true;
            case MySqlKeyword.Default when cursor.Previous.Kind != MySqlTokenKind.Equals && cursor.Next.Kind is not (MySqlTokenKind.Equals or MySqlTokenKind.Comma
                or MySqlTokenKind.CloseParen or MySqlTokenKind.End or MySqlTokenKind.Semicolon)
                && cursor.Next.Keyword is not (MySqlKeyword.Charset or MySqlKeyword.Character or MySqlKeyword.Char
                    or MySqlKeyword.Collate or MySqlKeyword.On or MySqlKeyword.Role):
                cursor.Advance();
                ExpressionParser.Condition(ref cursor, summary);
                return true;
            case MySqlKeyword.Check or MySqlKeyword.As when cursor.Next.Kind == MySqlTokenKind.OpenParen:
                cursor.Advance();
                ExpressionParser.Condition(ref cursor, summary);
                return true;
            case MySqlKeyword.Engine:
                Engine(ref cursor, summary);
                return true;
            case MySqlKeyword.Key or MySqlKeyword.Index or MySqlKeyword.Unique or MySqlKeyword.Fulltext or MySqlKeyword.Spatial:
                Key(ref cursor, summary);
                return true;
            default:
                WordOrCall(ref cursor, summary);
                return true;
        }
    }

    /// <summary>Tables of some engines show what another table or server holds, named in a literal.</summary>
    private static void Engine(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        cursor.Accept(MySqlTokenKind.Equals);
        string? engine = cursor.Kind == MySqlTokenKind.String ? SettingChange.Word(cursor)
            : cursor.Current.IsName ? NameReader.Spelling(cursor, cursor.Current, summary) : null;
        if (engine?.ToUpperInvariant() is "FEDERATED" or "CONNECT" or "SPIDER" or "OQGRAPH" or "SPHINX")
            summary.Partial("its engine reads what the statement does not name");
        if (engine is not null)
            cursor.Advance();
    }

    /// <summary>A name before a parenthesis is a call, except where it is a type or a keyword of partitioning.</summary>
    private static void WordOrCall(ref TokenCursor cursor, SummaryBuilder summary)
    {
        bool isCall = cursor.Current.IsName && cursor.Next.Kind == MySqlTokenKind.OpenParen && !IsDefinitionWord(cursor)
            && !(IsType(cursor.Keyword) && cursor.Peek().Kind is MySqlTokenKind.Number or MySqlTokenKind.String);
        if (isCall && NameReader.Spelling(cursor, cursor.Current, summary) is { } function)
            summary.Call(new SqlName(null, function));
        cursor.Advance();
    }

    private static bool IsType(MySqlKeyword keyword) => keyword is MySqlKeyword.Bit or MySqlKeyword.Datetime or MySqlKeyword.Time
        or MySqlKeyword.Timestamp or MySqlKeyword.Year or MySqlKeyword.Text or MySqlKeyword.Enum or MySqlKeyword.Fixed
        or MySqlKeyword.Nchar or MySqlKeyword.Nvarchar or MySqlKeyword.Vector;

    private static bool IsDefinitionWord(in TokenCursor cursor)
    {
        if (cursor.Previous.Keyword is MySqlKeyword.Table or MySqlKeyword.Into or MySqlKeyword.Constraint or MySqlKeyword.Partition
            or MySqlKeyword.Subpartition or MySqlKeyword.On or MySqlKeyword.To or MySqlKeyword.For)
            return true;
        return cursor.Keyword is MySqlKeyword.Columns or MySqlKeyword.List or MySqlKeyword.Than or MySqlKeyword.Partitions
            or MySqlKeyword.Indexes or MySqlKeyword.Options
            || (cursor.Keyword == MySqlKeyword.None && cursor.Kind == MySqlTokenKind.Word
                && System.Text.Ascii.EqualsIgnoreCase(cursor.Text.Slice(cursor.Current.Start, cursor.Current.Length), "hash"u8));
    }

    /// <summary><c>UNIQUE KEY name USING BTREE (a, b(10) DESC, (f(c)))</c></summary>
    private static void Key(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (cursor.Keyword is MySqlKeyword.Key or MySqlKeyword.Index or MySqlKeyword.Unique or MySqlKeyword.Fulltext
            or MySqlKeyword.Spatial)
            cursor.Advance();
        if (cursor.Accept(MySqlKeyword.If))
        {
            cursor.Accept(MySqlKeyword.Not);
            cursor.Accept(MySqlKeyword.Exists);
        }
        if (cursor.Current.IsName && cursor.Next.Kind == MySqlTokenKind.OpenParen
            || (cursor.Current.IsName && cursor.Next.Keyword is MySqlKeyword.Using or MySqlKeyword.Type))
            cursor.Advance();
        if (cursor.Keyword is MySqlKeyword.Using or MySqlKeyword.Type)
            cursor.Advance(2);
        if (cursor.Kind == MySqlTokenKind.OpenParen)
            KeyParts(ref cursor, summary);
    }

    public static void KeyParts(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        // PARTITION BY KEY () takes the primary key.
        if (cursor.Accept(MySqlTokenKind.CloseParen))
            return;
        do
        {
            if (cursor.Kind == MySqlTokenKind.OpenParen)
                ExpressionParser.Condition(ref cursor, summary);
            else
            {
                // LOAD INDEX .. KEY (PRIMARY)
                if (!cursor.Accept(MySqlKeyword.Primary))
                    NameReader.Identifier(ref cursor, summary);
                if (cursor.Kind == MySqlTokenKind.OpenParen)
                    TypeParser.Size(ref cursor, summary);
            }
            if (cursor.Keyword is MySqlKeyword.Asc or MySqlKeyword.Desc)
                cursor.Advance();
            // UNIQUE (a, period WITHOUT OVERLAPS)
            cursor.Accept(MySqlKeyword.Without, MySqlKeyword.Overlaps);
        }
        while (cursor.Accept(MySqlTokenKind.Comma));
        Parentheses.Close(ref cursor, summary);
    }
}
