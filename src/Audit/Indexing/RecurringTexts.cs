namespace WireProxy.Audit.Indexing;

/// <summary>
/// Remembers what was made of texts that came more than once lately. Services send the same few statements for ever and
/// statements with their values in them once: to keep those costs more than to make the value again. Any thread may call.
/// </summary>
/// <param name="places">How many are remembered at most; a power of two.</param>
/// <param name="longest">Longer texts, in characters, are not remembered.</param>
public sealed class RecurringTexts<TValue>(int places, int longest)
    where TValue : class
{
    private const int SeenPerPlace = 4;

    private readonly Entry?[] _entries = new Entry?[places];
    private readonly SeenLately _seen = new(SeenPerPlace * places);

    public TValue GetOrMake<TState>(string text, TState state, Func<string, TState, TValue> make)
    {
        int hash = text.GetHashCode(StringComparison.Ordinal);
        ref Entry? place = ref _entries[hash & (_entries.Length - 1)];
        if (Volatile.Read(ref place) is { } found && found.Text == text)
            return found.Value;
        TValue made = make(text, state);
        if (text.Length <= longest && _seen.Add(hash))
            Volatile.Write(ref place, new Entry(text, made));
        return made;
    }

    private sealed record Entry(string Text, TValue Value);
}
