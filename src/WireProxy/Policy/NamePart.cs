namespace WireProxy.Policy;

/// <summary>
/// One part of a dotted name in a policy. Unquoted it may hold <c>*</c> and matches as written or folded to lower case,
/// as PostgreSQL folds it; in double quotes it matches exactly itself.
/// </summary>
internal sealed record NamePart(string Text, NameQuoting Quoting)
{
    private readonly string _folded = Fold(Text);

    public static NamePart Anything { get; } = new(Glob.Any, NameQuoting.Bare);

    public bool IsAnything => Quoting == NameQuoting.Bare && Text == Glob.Any;

    /// <param name="name">A name as the server looks it up.</param>
    public bool Matches(ReadOnlySpan<char> name) => Quoting == NameQuoting.Quoted
        ? name.SequenceEqual(Text)
        : Glob.Matches(_folded, name) || (!ReferenceEquals(_folded, Text) && Glob.Matches(Text, name));

    /// <summary>As MySQL compares columns, and on many systems databases and tables: in any case, quoted or not.</summary>
    public bool MatchesIgnoringCase(ReadOnlySpan<char> name) => Quoting == NameQuoting.Quoted
        ? name.Equals(Text, StringComparison.OrdinalIgnoreCase)
        : Glob.Matches(Text, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The only names that can match; null when a wildcard leaves them open.</summary>
    public IReadOnlyList<string>? LiteralNames => Quoting == NameQuoting.Quoted ? [Text]
        : Text.Contains('*', StringComparison.Ordinal) ? null
        : _folded == Text ? [Text] : [_folded, Text];

    public override string ToString() =>
        Quoting == NameQuoting.Quoted ? $"\"{Text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : Text;

    // Only ASCII, as the server does in a multi-byte encoding.
    private static string Fold(string text) => text.AsSpan().ContainsAnyInRange('A', 'Z')
        ? string.Create(text.Length, text, static (folded, from) =>
        {
            for (int i = 0; i < from.Length; i++)
                folded[i] = char.IsAsciiLetterUpper(from[i]) ? char.ToLowerInvariant(from[i]) : from[i];
        })
        : text;
}

/// <summary>Whether a name stood in double quotes.</summary>
internal enum NameQuoting : byte
{
    Bare,
    Quoted,
}
