using System.Text;

namespace WireProxy.Sql.Tests.Oracle;

/// <summary>Takes the statements out of a script for psql: its commands and COPY data are no SQL.</summary>
internal static class RegressionScript
{
    public static IEnumerable<byte[]> Statements(string script)
    {
        var sql = new StringBuilder();
        bool inCopyData = false;
        foreach (string line in script.Split('\n'))
        {
            if (inCopyData)
            {
                inCopyData = line.TrimEnd() != "\\.";
                continue;
            }
            if (line.StartsWith('\\'))
                continue;
            int command = line.IndexOf(" \\", StringComparison.Ordinal);
            bool isCommand = command >= 0 && command + 2 < line.Length && char.IsAsciiLetter(line[command + 2]);
            sql.Append(isCommand ? line[..command] + ";" : line).Append('\n');
            inCopyData = line.StartsWith("copy", StringComparison.OrdinalIgnoreCase)
                && line.Contains("from stdin", StringComparison.OrdinalIgnoreCase) && line.Contains(';', StringComparison.Ordinal);
        }
        return PgQuery.Split(Encoding.UTF8.GetBytes(sql.ToString()));
    }
}
