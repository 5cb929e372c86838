using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Words that begin a clause on one server and are names on another: what follows tells which.</summary>
internal static class ClauseWords
{
    public static bool MayBeAlias(in TokenCursor cursor) => cursor.Keyword switch
    {
        MySqlKeyword.Window => !SelectParser.StartsWindow(cursor),
        MySqlKeyword.Offset => cursor.Next.Kind is not (MySqlTokenKind.Number or MySqlTokenKind.Parameter),
        MySqlKeyword.Returning => !(cursor.Next.Kind == MySqlTokenKind.Star || StartsExpression(cursor.Next)),
        MySqlKeyword.Qualify => !StartsExpression(cursor.Next),
        _ => true,
    };

    private static bool StartsExpression(MySqlToken next) => next.Kind switch
    {
        MySqlTokenKind.String or MySqlTokenKind.BitString or MySqlTokenKind.Number or MySqlTokenKind.OpenParen
            or MySqlTokenKind.UserVariable or MySqlTokenKind.SystemVariable or MySqlTokenKind.Parameter or MySqlTokenKind.Operator
            or MySqlTokenKind.Dot or MySqlTokenKind.OpenBrace or MySqlTokenKind.Null or MySqlTokenKind.QuotedWord => true,
        MySqlTokenKind.Word => next.IsName || next.Keyword is MySqlKeyword.Not or MySqlKeyword.Case or MySqlKeyword.Exists
            or MySqlKeyword.If or MySqlKeyword.Left or MySqlKeyword.Right or MySqlKeyword.True or MySqlKeyword.False
            or MySqlKeyword.Null or MySqlKeyword.RowNumber or MySqlKeyword.Binary or MySqlKeyword.Interval
            or MySqlKeyword.Match or MySqlKeyword.Char or MySqlKeyword.Convert or MySqlKeyword.Insert or MySqlKeyword.Replace
            or MySqlKeyword.Repeat or MySqlKeyword.Mod or MySqlKeyword.Database or MySqlKeyword.Schema or MySqlKeyword.Default
            or MySqlKeyword.Values or MySqlKeyword.CurrentDate or MySqlKeyword.CurrentTime or MySqlKeyword.CurrentTimestamp
            or MySqlKeyword.CurrentUser or MySqlKeyword.Localtime or MySqlKeyword.Localtimestamp or MySqlKeyword.UtcDate
            or MySqlKeyword.UtcTime or MySqlKeyword.UtcTimestamp,
        _ => false,
    };
}
