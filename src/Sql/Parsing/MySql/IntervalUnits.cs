using System.Text;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>The units of INTERVAL, EXTRACT and TIMESTAMPADD.</summary>
internal static class IntervalUnits
{
    public static bool StandsHere(in TokenCursor cursor) => cursor.Keyword switch
    {
        MySqlKeyword.Microsecond or MySqlKeyword.Second or MySqlKeyword.Minute or MySqlKeyword.Hour or MySqlKeyword.Day
            or MySqlKeyword.Week or MySqlKeyword.Month or MySqlKeyword.Quarter or MySqlKeyword.Year
            or MySqlKeyword.DayHour or MySqlKeyword.DayMicrosecond or MySqlKeyword.DayMinute or MySqlKeyword.DaySecond
            or MySqlKeyword.HourMicrosecond or MySqlKeyword.HourMinute or MySqlKeyword.HourSecond
            or MySqlKeyword.MinuteMicrosecond or MySqlKeyword.MinuteSecond or MySqlKeyword.SecondMicrosecond
            or MySqlKeyword.YearMonth => true,
        MySqlKeyword.None => cursor.Kind == MySqlTokenKind.Word && IsOdbcUnit(cursor),
        _ => false,
    };

    /// <summary>SQL_TSI_DAY and its like.</summary>
    private static bool IsOdbcUnit(in TokenCursor cursor) =>
        cursor.Current.Length > 8 && Ascii.EqualsIgnoreCase(cursor.Text.Slice(cursor.Current.Start, 8), "SQL_TSI_"u8);
}
