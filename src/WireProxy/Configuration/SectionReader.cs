using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace WireProxy.Configuration;

/// <summary>Turns the text of one key into a value, or says what is wrong with it.</summary>
internal delegate bool ValueParser<T>(string text, [MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out string? problem);

/// <summary>
/// Reads the keys of one configuration section. Every key asked for is a known key; what is wrong goes to the log and a
/// harmless value comes back, so that one reading finds all errors.
/// </summary>
internal sealed class SectionReader(IConfigurationSection section, string pattern, ReadingLog log)
{
    private readonly List<string> _known = [];

    public string Path => section.Path;

    public string Name => section.Key;

    public void Wrong(string key, string message) => log.Wrong($"{Path}:{key}", message);

    public string? Text(string key, Presence presence = Presence.Optional)
    {
        IConfigurationSection child = Child(key);
        if (child.GetChildren().Any())
            Wrong(key, "expected one value, found an object or a list");
        else if (presence == Presence.Required && string.IsNullOrWhiteSpace(child.Value))
            Wrong(key, "is missing");
        else
            return child.Value;
        return null;
    }

    public T Value<T>(string key, T fallback, ValueParser<T> parser, Presence presence = Presence.Optional)
    {
        if (Text(key, presence) is not { } text || (text.Length == 0 && presence == Presence.Required))
            return fallback;
        if (parser(text, out T? value, out string? problem))
            return value;
        Wrong(key, $"{Quoted(text)}: {problem}");
        return fallback;
    }

    public T Choice<T>(string key, T fallback, Presence presence = Presence.Optional)
        where T : struct, Enum => Value(key, fallback, ScalarParsers.Choice, presence);

    public int Number(string key, int fallback, int least, int most)
    {
        int value = Value(key, fallback, ScalarParsers.Number);
        if (value >= least && value <= most)
            return value;
        Wrong(key, string.Create(CultureInfo.InvariantCulture, $"{value} is not between {least} and {most}"));
        return fallback;
    }

    /// <summary>The texts of a list. An empty item is an error: it would match nothing, or everything.</summary>
    public ImmutableArray<string> Texts(string key)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        foreach (IConfigurationSection item in ListItems(key))
        {
            if (item.GetChildren().Any() || string.IsNullOrWhiteSpace(item.Value))
                log.Wrong(item.Path, "expected a text");
            else
                texts.Add(item.Value);
        }
        return texts.ToImmutable();
    }

    public ImmutableArray<T> Values<T>(string key, ValueParser<T> parser)
    {
        var values = ImmutableArray.CreateBuilder<T>();
        foreach (string text in Texts(key))
        {
            if (parser(text, out T? value, out string? problem))
                values.Add(value);
            else
                Wrong(key, $"{Quoted(text)}: {problem}");
        }
        return values.ToImmutable();
    }

    /// <summary>The object under a key; an empty one where there is none.</summary>
    public SectionReader Object(string key) => Open(Child(key), $"{pattern}{key}:");

    /// <summary>The objects of a list.</summary>
    public IEnumerable<SectionReader> Objects(string key) =>
        [.. ListItems(key).Select(item => Open(item, $"{pattern}{key}[]:"))];

    /// <summary>The objects under names that the user chooses.</summary>
    public IEnumerable<SectionReader> NamedObjects(string key) =>
        [.. Object(key).Children().Select(child => Open(child, $"{pattern}{key}:<name>:"))];

    /// <summary>Whether the key holds an object rather than one value.</summary>
    public bool HoldsObject(string key) => section.GetSection(key).GetChildren().Any();

    /// <summary>To be called when every key has been asked for.</summary>
    public void RejectUnknownKeys()
    {
        foreach (IConfigurationSection child in Children())
            if (!_known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                log.Wrong(child.Path, $"unknown key{NearestName.Hint(child.Key, _known)}");
    }

    private IConfigurationSection Child(string key)
    {
        _known.Add(key);
        log.Known(pattern + key);
        return section.GetSection(key);
    }

    private IEnumerable<IConfigurationSection> Children() => section.GetChildren();

    private SectionReader Open(IConfigurationSection child, string childPattern)
    {
        if (!string.IsNullOrEmpty(child.Value))
            log.Wrong(child.Path, $"expected an object, found {Quoted(child.Value)}");
        return new SectionReader(child, childPattern, log);
    }

    // Configuration flattens lists to keys 0, 1, 2...; an object in their place has other keys, a single value has none.
    private IConfigurationSection[] ListItems(string key)
    {
        IConfigurationSection list = Child(key);
        IConfigurationSection[] items = [.. list.GetChildren()];
        if (!string.IsNullOrEmpty(list.Value)
            || items.Any(item => !int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            Wrong(key, "expected a list");
            return [];
        }
        return items;
    }

    private static string Quoted(string text) => $"'{text}'";
}

/// <summary>Whether a key may be left out.</summary>
internal enum Presence : byte
{
    Optional,
    Required,
}
