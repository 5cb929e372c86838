namespace WireProxy.Sql.Lexing;

/// <summary>MySQL's keywords by spelling.</summary>
internal static class MySqlKeywords
{
    private static readonly KeywordTable<MySqlKeyword> Table = new();

    /// <summary>Reserved by MySQL and by MariaDB, so that no server takes it as an unquoted name.</summary>
    public static bool IsReserved(this MySqlKeyword keyword) => keyword is > MySqlKeyword.None and <= MySqlKeyword.Zerofill;

    public static MySqlKeyword Find(ReadOnlySpan<byte> word) => Table.Find(word);

    public static string Spelling(MySqlKeyword keyword) => KeywordTable<MySqlKeyword>.Spelling(keyword);
}
