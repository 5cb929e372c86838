using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>Reads type names.</summary>
internal static class TypeReader
{
    public static void Type(ref TokenCursor cursor, Reading reading)
    {
        int start = cursor.Current.Start;
        TypeParser.Skip(ref cursor, reading.Notes);
        if (cursor.Current.Start == start)
            reading.Fail(ref cursor);
        if (cursor.Is(PostgresKeyword.Without, PostgresKeyword.Time))
            cursor.Advance(3);
        cursor.Accept(PostgresKeyword.Array);
    }

    /// <summary>A literal behind its type, such as <c>timestamp with time zone '2020-01-01'</c>; says whether it was there.</summary>
    public static bool TryLiteral(ref TokenCursor cursor, Reading reading)
    {
        if (cursor.Keyword is not (PostgresKeyword.Double or PostgresKeyword.Timestamp or PostgresKeyword.Time or PostgresKeyword.Bit
            or PostgresKeyword.Character or PostgresKeyword.Char or PostgresKeyword.National or PostgresKeyword.Nchar
            or PostgresKeyword.Interval or PostgresKeyword.Numeric or PostgresKeyword.Decimal or PostgresKeyword.Dec
            or PostgresKeyword.Float or PostgresKeyword.Varchar))
            return false;
        TokenCursor ahead = cursor;
        bool isInterval = cursor.Is(PostgresKeyword.Interval);
        if (isInterval)
        {
            ahead.Advance();
            if (ahead.Kind == TokenKind.OpenParen)
                TokenSkip.Group(ref ahead, reading);
        }
        else
            Type(ref ahead, reading);
        if (!ahead.Current.IsString)
            return false;
        cursor = ahead;
        Strings(ref cursor);
        while (isInterval && cursor.Keyword is PostgresKeyword.Year or PostgresKeyword.Month or PostgresKeyword.Day
            or PostgresKeyword.Hour or PostgresKeyword.Minute or PostgresKeyword.Second)
            IntervalField(ref cursor, reading);
        return true;
    }

    /// <summary>A string, which goes on in the next line.</summary>
    public static void Strings(ref TokenCursor cursor)
    {
        while (cursor.Current.IsString)
            cursor.Advance();
    }

    /// <summary><c>YEAR TO MONTH</c>, <c>SECOND(3)</c></summary>
    private static void IntervalField(ref TokenCursor cursor, Reading reading)
    {
        cursor.Advance();
        if (cursor.Kind == TokenKind.OpenParen)
            TokenSkip.Group(ref cursor, reading);
        cursor.Accept(PostgresKeyword.To);
    }
}
