using System.Globalization;
using System.Text;
using WireProxy.Audit.Records;

namespace WireProxy.Cli;

/// <summary>The words and figures of the output about sessions.</summary>
internal static class SessionsWords
{
    public static string Of(VerdictOutcome verdict) => verdict switch
    {
        VerdictOutcome.Allow => "allow",
        VerdictOutcome.Deny => "deny",
        VerdictOutcome.Approve => "approve",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    public static string Of(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public static string Of(TimeSpan? duration) =>
        duration is { } known ? known.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture) : "-";

    /// <summary>Time since a session began, as replays show it and take it: <c>00:01:30.250</c>.</summary>
    public static string Clock(TimeSpan elapsed) => string.Create(CultureInfo.InvariantCulture, $"{(long)elapsed.TotalHours:00}:{elapsed:mm\\:ss\\.fff}");

    /// <summary>Null for what is no such time; plain seconds are one.</summary>
    public static TimeSpan? ReadClock(string text)
    {
        double seconds = 0;
        foreach (string part in text.Split(':'))
        {
            if (!double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value))
                return null;
            seconds = (seconds * 60) + value;
        }
        return seconds < int.MaxValue ? TimeSpan.FromSeconds(seconds) : null;
    }

    public static string Of(long? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "-";

    /// <summary>Text from the wire on one line, without the control characters with which it could speak to the terminal.</summary>
    public static string Line(string? text, int limit = int.MaxValue)
    {
        if (text is null)
            return "-";
        var line = new StringBuilder(Math.Min(text.Length, limit));
        foreach (char c in text)
        {
            if (line.Length >= limit)
                return line.Append('…').ToString();
            bool isSpace = c is '\n' or '\r' or '\t' or ' ';
            if (!isSpace)
                line.Append(char.IsControl(c) || IsBidirectional(c) ? '\uFFFD' : c);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }
        return line.ToString().TrimEnd();
    }

    // Overrides of the writing direction can make a statement read as another one.
    private static bool IsBidirectional(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F';
}
