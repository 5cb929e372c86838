using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace WireProxy.Cli;

/// <summary>An option for a time: a date with or without time and zone (UTC if none), or how long ago (<c>90s 15m 2h 7d</c>).</summary>
internal static class SessionsMoment
{
    public static Option<DateTimeOffset?> Create(string name, string description) => new(name)
    {
        Description = $"{description}: 2026-03-01, 2026-03-01T12:00:00Z, or an age such as 15m, 2h, 7d",
        HelpName = "TIME",
        CustomParser = Parse,
    };

    private static DateTimeOffset? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment))
            return moment;
        if (Age(text) is { } age)
            return DateTimeOffset.UtcNow - age;
        result.AddError($"'{text}' is neither a time nor an age such as 15m.");
        return null;
    }

    private static TimeSpan? Age(string text)
    {
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || count > 100_000)
            return null;
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => null,
        };
    }
}
