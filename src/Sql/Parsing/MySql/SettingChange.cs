using System.Globalization;
using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Settings that decide how the server reads the texts that follow.</summary>
internal static class SettingChange
{
    /// <summary>The value stands between the cursor and the last token.</summary>
    public static void Judge(string setting, in TokenCursor value, MySqlToken last, SummaryBuilder summary)
    {
        switch (setting.ToLowerInvariant())
        {
            case "sql_mode":
                summary.Changes(SessionChange.SqlMode);
                summary.SqlMode = Mode(value, last);
                break;
            case "character_set_client":
                summary.Changes(SessionChange.CharacterSet);
                summary.CharacterSet = value.Current == last ? Word(value) : null;
                break;
            case "character_set_server" or "character_set_system" or "character_set_database" or "init_connect" or "init_slave"
                or "init_replica" or "old_mode":
                summary.Changes(SessionChange.CharacterSet);
                break;
        }
    }

    /// <summary>What one word or plain literal spells, else null.</summary>
    public static string? Word(in TokenCursor cursor) => cursor.Current.IsWord
        ? MySqlName.Read(cursor.Text, cursor.Current)
        : MySqlName.Literal(cursor.Text, cursor.Current, cursor.Context.Backslash) is { } literal
            ? Encoding.UTF8.GetString(literal)
            : null;

    /// <summary>A list of modes, or <c>concat(@@sql_mode, ',list')</c>; null for anything else.</summary>
    private static SqlModeChange? Mode(TokenCursor value, MySqlToken last)
    {
        if (value.Current == last && !value.Is(MySqlKeyword.Default))
            return Word(value) is { } list && Modes(list) is { } modes ? new SqlModeChange(modes, EarlierModes.Replaced) : null;
        if (!IsConcatOfMode(ref value))
            return null;
        var added = SqlModes.None;
        while (value.Accept(MySqlTokenKind.Comma))
        {
            if (value.Kind != MySqlTokenKind.String || Word(value) is not { } part || Modes(part) is not { } more)
                return null;
            added |= more;
            value.Advance();
        }
        return value.Current == last ? new SqlModeChange(added, EarlierModes.Kept) : null;
    }

    /// <summary>Takes <c>concat(@@[session.]sql_mode</c>.</summary>
    private static bool IsConcatOfMode(ref TokenCursor value)
    {
        if (!Spells(value, "concat") || value.Next.Kind != MySqlTokenKind.OpenParen)
            return false;
        value.Advance(2);
        if (!value.Accept(MySqlTokenKind.SystemVariable))
            return false;
        if (Spells(value, "session") && value.Next.Kind == MySqlTokenKind.Dot)
            value.Advance(2);
        bool isMode = Spells(value, "sql_mode");
        value.Advance();
        return isMode;
    }

    private static bool Spells(in TokenCursor cursor, string word) =>
        cursor.Kind == MySqlTokenKind.Word
        && Ascii.EqualsIgnoreCase(cursor.Text.Slice(cursor.Current.Start, cursor.Current.Length), word);

    /// <summary>Null where the list is a number: bits differ between servers.</summary>
    private static SqlModes? Modes(string list)
    {
        if (ulong.TryParse(list, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return null;
        var modes = SqlModes.None;
        foreach (string mode in list.Split(',', StringSplitOptions.TrimEntries))
        {
            modes |= mode.ToUpperInvariant() switch
            {
                "ANSI_QUOTES" => SqlModes.AnsiQuotes,
                "NO_BACKSLASH_ESCAPES" => SqlModes.NoBackslashEscapes,
                "IGNORE_SPACE" => SqlModes.IgnoreSpace,
                "ANSI" or "DB2" or "MAXDB" or "POSTGRESQL" => SqlModes.AnsiQuotes | SqlModes.IgnoreSpace,
                "MSSQL" or "ORACLE" => SqlModes.AnsiQuotes | SqlModes.IgnoreSpace | SqlModes.NotSupported,
                _ => SqlModes.None,
            };
        }
        return modes;
    }
}
