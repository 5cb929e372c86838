namespace WireProxy.Sql.Lexing;

/// <summary>PostgreSQL's keywords by spelling and by class.</summary>
internal static class PostgresKeywords
{
    private static readonly KeywordTable<PostgresKeyword> Table = new();

    public static KeywordClass Class(this PostgresKeyword keyword) => keyword switch
    {
        PostgresKeyword.None => KeywordClass.Unreserved,
        <= PostgresKeyword.With => KeywordClass.Reserved,
        <= PostgresKeyword.Verbose => KeywordClass.TypeOrFunctionName,
        <= PostgresKeyword.Xmltable => KeywordClass.ColumnName,
        _ => KeywordClass.Unreserved,
    };

    public static PostgresKeyword Find(ReadOnlySpan<byte> word) => Table.Find(word);

    public static string Spelling(PostgresKeyword keyword) => KeywordTable<PostgresKeyword>.Spelling(keyword);
}
