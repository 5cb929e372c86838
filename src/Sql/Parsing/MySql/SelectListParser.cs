using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Reads what SELECT and RETURNING list.</summary>
internal static class SelectListParser
{
    public static void Items(ref TokenCursor cursor, SummaryBuilder summary, List<SelectItem> items)
    {
        do
            items.Add(Item(ref cursor, summary));
        while (cursor.Accept(MySqlTokenKind.Comma));
    }

    private static SelectItem Item(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Accept(MySqlTokenKind.Star))
            return new SelectItem(null, ItemNaming.Generated, null, null);
        if (QualifiedStar(ref cursor, summary) is { } star)
            return star;
        MySqlToken first = cursor.Current;
        // Servers give some items the comment before them as a part of their name.
        bool isCommented = cursor.Text[cursor.Previous.End..first.Start].IndexOfAny((byte)'/', (byte)'#', (byte)'-') >= 0;
        Expression value = ExpressionParser.Value(ref cursor, summary);
        string? generated = isCommented && value.Columns is null ? null : GeneratedName(cursor, first, value);
        string? alias = ClauseWords.MayBeAlias(cursor) ? NameReader.Alias(ref cursor, summary) : null;
        // Servers take leading blanks off.
        return new SelectItem(alias is [' ', ..] ? null : alias ?? generated, alias is null ? ItemNaming.Generated : ItemNaming.Alias, value, null);
    }

    /// <summary><c>table.*</c> and <c>database.table.*</c></summary>
    private static SelectItem? QualifiedStar(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Current.IsName || cursor.Next.Kind != MySqlTokenKind.Dot)
            return null;
        TokenCursor ahead = cursor;
        MySqlToken table = ahead.Current;
        MySqlToken? schema = null;
        ahead.Advance(2);
        if (ahead.Current.IsName && ahead.Next.Kind == MySqlTokenKind.Dot)
        {
            schema = table;
            table = ahead.Current;
            ahead.Advance(2);
        }
        if (ahead.Kind != MySqlTokenKind.Star)
            return null;
        ahead.Advance();
        cursor = ahead;
        string? name = NameReader.Spelling(cursor, table, summary);
        string? qualifier = schema is { } token ? NameReader.Spelling(cursor, token, summary) : null;
        return new SelectItem(null, ItemNaming.Generated, null, new SqlName(qualifier, name ?? ""));
    }

    /// <summary>A column gives its name, a single literal its text, anything else its spelling in the statement.</summary>
    public static string? GeneratedName(in TokenCursor cursor, MySqlToken first, Expression value)
    {
        if (value.IsCopy && value.Columns is { } columns)
            return columns[0].Column;
        MySqlToken last = cursor.Previous;
        // The name of an assignment can end behind the token after it.
        bool isAssignment = first.Kind == MySqlTokenKind.UserVariable && first != last;
        if (isAssignment || IsNamedOtherwise(cursor, first, value))
            return null;
        if (first.Kind == MySqlTokenKind.String)
            return first == last && MySqlName.Literal(cursor.Text, first, cursor.Context.Backslash) is { } literal
                ? Encoding.UTF8.GetString(literal)
                : null;
        if (first == last && (first.Kind == MySqlTokenKind.Null || first.Keyword == MySqlKeyword.Null))
            return "NULL";
        ReadOnlySpan<byte> spelling = last.End > first.Start ? cursor.Text[first.Start..last.End] : [];
        // Longer names are cut, comments in them may be left out: then the name is the server's secret.
        return spelling.Length is > 0 and <= 64 && spelling.IndexOf("/*"u8) < 0 && spelling.IndexOfAny((byte)'#', (byte)'\n') < 0
            && Ascii.IsValid(spelling)
            ? Encoding.ASCII.GetString(spelling)
            : null;
    }

    /// <summary>
    /// The server leaves out a plus sign, the braces of <c>{d '2020-01-01'}</c>, the word before <c>_utf8'x'</c> and the
    /// parentheses of <c>(1)</c>.
    /// </summary>
    private static bool IsNamedOtherwise(in TokenCursor cursor, MySqlToken first, Expression value) =>
        first.Length == 0 || first.Kind == MySqlTokenKind.OpenBrace || (first.Kind == MySqlTokenKind.OpenParen && value.IsConstant) || cursor.Text[first.Start] is (byte)'+' or (byte)'_';
}
