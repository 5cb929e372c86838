using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>SET, RESET, DISCARD and SHOW.</summary>
internal static class SettingParser
{
    public static StatementKind Setting(ref TokenCursor cursor, SummaryBuilder summary)
    {
        PostgresKeyword verb = cursor.Keyword;
        cursor.Advance();
        if (verb == PostgresKeyword.Set)
            Set(ref cursor, summary);
        else if (verb == PostgresKeyword.Reset && NameReader.Any(ref cursor, summary) is { Schema: null } setting)
            // RESET ALL is what connection pools send; it can only undo what was judged when it was set.
            SettingChange.Judge(setting.Name, "default", summary);
        DefinitionParser.SkipRest(ref cursor, summary);
        return summary.Add(verb == PostgresKeyword.Show ? StatementKind.Show : StatementKind.Set);
    }

    /// <summary><c>SET [SESSION | LOCAL] name {TO | =} values</c>, <c>SET NAMES value</c>, and settings with their own words.</summary>
    private static void Set(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Keyword is PostgresKeyword.Session or PostgresKeyword.Local && cursor.Next.IsWord)
            cursor.Advance();
        if (cursor.Is(PostgresKeyword.Names))
            cursor.Advance();
        if (cursor.Previous.Keyword == PostgresKeyword.Names && cursor.Kind is not (TokenKind.Equals or TokenKind.Dot)
            && !cursor.Is(PostgresKeyword.To))
        {
            SettingChange.Judge("names", cursor.AtStatementEnd ? "default" : Value(cursor), summary);
            return;
        }
        if (NameReader.Any(ref cursor, summary) is not { Schema: null } setting)
            return;
        if (cursor.Is(PostgresKeyword.To) || cursor.Kind == TokenKind.Equals)
        {
            cursor.Advance();
            SettingChange.Judge(setting.Name, Value(cursor), summary);
        }
        else if (cursor.Is(PostgresKeyword.From))
            SettingChange.Judge(setting.Name, null, summary);
    }

    /// <summary>A word, number or plain literal that is the whole value.</summary>
    private static string? Value(in TokenCursor cursor)
    {
        if (cursor.Next.Kind is not (TokenKind.Semicolon or TokenKind.End))
            return null;
        return cursor.Kind is TokenKind.Word or TokenKind.QuotedWord or TokenKind.Number
            ? Encoding.UTF8.GetString(cursor.Text.Slice(cursor.Current.Start, cursor.Current.Length)).Trim('"')
            : SettingChange.PlainLiteral(cursor);
    }
}
