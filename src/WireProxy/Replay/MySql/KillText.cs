using System.Text;

namespace WireProxy.Replay.MySql;

/// <summary>Tells statements that end connections by number: on another server the number is another's.</summary>
internal static class KillText
{
    public static bool IsOne(ReadOnlySpan<byte> sql)
    {
        while (true)
        {
            sql = sql.TrimStart(" \t\r\n"u8);
            if (sql.StartsWith("/*"u8) && sql.IndexOf("*/"u8) is >= 0 and int end)
                sql = sql[(end + 2)..];
            else if ((sql.StartsWith("#"u8) || sql.StartsWith("--"u8)) && sql.IndexOf((byte)'\n') is >= 0 and int line)
                sql = sql[(line + 1)..];
            else
                return sql.Length >= 4 && Ascii.EqualsIgnoreCase(sql[..4], "kill"u8);
        }
    }
}
