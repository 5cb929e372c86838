using System.Buffers;
using System.Text;

namespace WireProxy.Replay.Exporters.Csv;

/// <summary>RFC 4180 with NULL told from the empty string: NULL is an empty field, the empty string is two quotes.</summary>
internal static class CsvText
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    public static string Line(IEnumerable<string?> values)
    {
        var line = new StringBuilder();
        foreach (string? value in values)
            Append(line, value).Append(',');
        if (line.Length > 0)
            line.Length--;
        return line.Append("\r\n").ToString();
    }

    private static StringBuilder Append(StringBuilder line, string? value)
    {
        if (value is null)
            return line;
        bool isPlain = value.Length > 0 && value[0] != ' ' && value[^1] != ' ' && !value.AsSpan().ContainsAny(Quoted);
        return isPlain ? line.Append(value) : line.Append('"').Append(value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
