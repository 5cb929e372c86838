using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Reads names from the cursor.</summary>
internal static class NameReader
{
    /// <summary>The name that one token spells; takes nothing from the cursor.</summary>
    public static string? Spelling(in TokenCursor cursor, MySqlToken token, SummaryBuilder summary)
    {
        string? name = MySqlName.Read(cursor.Text, token);
        if (name is null)
            summary.Partial("a name is not valid UTF-8");
        else if (name.AsSpan().IndexOfAny('\u0130', '\u212A') >= 0)
            summary.Partial("a name has letters that servers take for i and k");
        else if (token.Kind == MySqlTokenKind.QuotedWord && cursor.Context.Encoding == EncodingSafety.SingleByte && !Ascii(name))
            summary.Partial("a name has characters that are not read in this encoding");
        return name;
    }

    /// <summary>A single name; null leaves the cursor where it is.</summary>
    public static string? Identifier(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Current.IsName)
        {
            summary.Partial("a name was expected");
            return null;
        }
        string? name = Spelling(cursor, cursor.Current, summary);
        cursor.Advance();
        return name;
    }

    /// <summary><c>name</c>, <c>database.name</c> or <c>.name</c>; null leaves the cursor where it is.</summary>
    public static SqlName? Qualified(ref TokenCursor cursor, SummaryBuilder summary)
    {
        // ODBC's .name is a name without a database.
        if (cursor.Kind == MySqlTokenKind.Dot && cursor.Next.IsName)
            cursor.Advance();
        if (!cursor.Current.IsName)
        {
            summary.Partial("a name was expected");
            return null;
        }
        MySqlToken first = cursor.Current;
        cursor.Advance();
        if (cursor.Kind != MySqlTokenKind.Dot || !cursor.Next.IsName)
            return Spelling(cursor, first, summary) is { } only ? new SqlName(null, only) : null;
        MySqlToken last = cursor.Next;
        cursor.Advance(2);
        string? schema = Spelling(cursor, first, summary);
        string? name = Spelling(cursor, last, summary);
        return schema is null || name is null ? null : new SqlName(schema, name);
    }

    /// <summary>Notes a relation that the statement names.</summary>
    public static SqlName? Target(ref TokenCursor cursor, SummaryBuilder summary, AccessMode access)
    {
        SqlName? name = Qualified(ref cursor, summary);
        if (name is { } found)
            summary.Touch(found, access);
        return name;
    }

    /// <summary>Relations separated by commas.</summary>
    public static void Targets(ref TokenCursor cursor, SummaryBuilder summary, AccessMode access)
    {
        do
            Target(ref cursor, summary, access);
        while (cursor.Accept(MySqlTokenKind.Comma));
    }

    /// <summary><c>[AS] name</c>, where the name may also be a literal.</summary>
    public static string? Alias(ref TokenCursor cursor, SummaryBuilder summary)
    {
        bool isExplicit = cursor.Accept(MySqlKeyword.As);
        if (cursor.Kind == MySqlTokenKind.String)
            return Literal(ref cursor);
        if (cursor.Current.IsName)
            return Identifier(ref cursor, summary);
        if (isExplicit)
            summary.Partial("a name was expected");
        return null;
    }

    /// <summary><c>(a, b, c)</c></summary>
    public static List<string> ColumnList(ref TokenCursor cursor, SummaryBuilder summary)
    {
        var columns = new List<string>();
        cursor.Advance();
        if (cursor.Accept(MySqlTokenKind.CloseParen))
            return columns;
        do
        {
            if (Identifier(ref cursor, summary) is { } column)
                columns.Add(column);
        }
        while (cursor.Accept(MySqlTokenKind.Comma));
        Parentheses.Close(ref cursor, summary);
        return columns;
    }

    private static string? Literal(ref TokenCursor cursor)
    {
        byte[]? text = MySqlName.Literal(cursor.Text, cursor.Current, cursor.Context.Backslash);
        cursor.Advance();
        return text is null ? null : System.Text.Encoding.UTF8.GetString(text);
    }

    private static bool Ascii(string name) => System.Text.Ascii.IsValid(name);
}
