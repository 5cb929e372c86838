using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace WireProxy.Configuration;

/// <summary>Numbers, durations, switches and names of choices as the configuration writes them.</summary>
internal static class ScalarParsers
{
    public static bool Number(string text, out int value, [NotNullWhen(false)] out string? problem)
    {
        problem = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            ? null : "expected a whole number";
        return problem is null;
    }

    public static bool Switch(string text, out bool value, [NotNullWhen(false)] out string? problem)
    {
        problem = bool.TryParse(text, out value) ? null : "expected true or false";
        return problem is null;
    }

    /// <summary>[d.]hh:mm:ss[.fff]. A bare number, which .NET would read as days, is refused.</summary>
    public static bool Duration(string text, out TimeSpan value, [NotNullWhen(false)] out string? problem)
    {
        problem = text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out value)
            && value > TimeSpan.Zero && value <= TimeSpan.FromDays(1)
                ? null : "expected a duration hh:mm:ss, more than zero, at most a day";
        value = problem is null ? TimeSpan.ParseExact(text, "c", CultureInfo.InvariantCulture) : default;
        return problem is null;
    }

    /// <summary>A member's name in any case; its number is no name.</summary>
    public static bool Choice<T>(string text, out T value, [NotNullWhen(false)] out string? problem)
        where T : struct, Enum
    {
        string[] names = Enum.GetNames<T>();
        int index = Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        value = index < 0 ? default : Enum.Parse<T>(names[index]);
        problem = index < 0 ? $"unknown value{NearestName.Hint(text, names)}; one of {string.Join(", ", names)}" : null;
        return index >= 0;
    }
}
