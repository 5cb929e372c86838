using System.Globalization;
using System.Text;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sessions.MySql.Statements;

/// <summary>Reads the version in a greeting, which decides which executable comments are code.</summary>
internal static class ServerVersions
{
    // MariaDB says this first to replicas that know no major version beyond 5.
    private const string ReplicaPrefix = "5.5.5-";

    /// <summary>A product that is not known for sure is of no family: its comments are then read in every way.</summary>
    public static ServerVersion Read(ReadOnlySpan<byte> text)
    {
        string version = Encoding.ASCII.GetString(text);
        bool isMariaDb = version.Contains("MariaDB", StringComparison.Ordinal);
        if (isMariaDb && version.StartsWith(ReplicaPrefix, StringComparison.Ordinal))
            version = version[ReplicaPrefix.Length..];
        int end = 0;
        while (end < version.Length && (version[end] == '.' || char.IsAsciiDigit(version[end])))
            end++;
        string[] parts = version[..end].Split('.');
        if (parts.Length != 3 || !TryNumber(parts, out int number))
            return default;
        if (isMariaDb)
            return new ServerVersion(ServerFamily.MariaDb, number);
        return IsMySql(version[end..]) ? new ServerVersion(ServerFamily.MySql, number) : default;
    }

    private static bool TryNumber(string[] parts, out int number)
    {
        number = 0;
        foreach (string part in parts)
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int value) || value > 99)
                return false;
            number = (number * 100) + value;
        }
        return true;
    }

    /// <summary>What Oracle, its packagers and Percona write behind the number; forks with parsers of their own write their names.</summary>
    private static bool IsMySql(string suffix) => suffix is "" or "-log" or "-debug" or "-commercial" or "-enterprise" or "-cluster"
        || (suffix.Length > 1 && suffix[0] == '-' && char.IsAsciiDigit(suffix[1]));
}
