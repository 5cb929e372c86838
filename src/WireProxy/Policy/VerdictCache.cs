using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace WireProxy.Policy;

/// <summary>
/// Keeps what is known of statement texts, bounded by entries and bytes. A text has a few places where it can be; looking
/// there takes no lock and allocates nothing. A full place is taken from the entry that was not asked for lately.
/// </summary>
internal sealed class VerdictCache<T>
{
    /// <summary>The places where one text can be.</summary>
    public const int Ways = 8;

    /// <summary>Longer texts are not kept: they are loads of data, not statements that come again.</summary>
    public const int LongestText = 16 * 1024;

    // The entry object, its array's header and its place.
    private const int EntryOverhead = 96;

    private readonly SeededHash _hash = new();
    private readonly Lock _writing = new();
    private readonly Entry?[] _places;
    private readonly long _maxBytes;
    private long _bytes;
    private int _count;
    private int _hand;

    /// <param name="maxEntries">Rounded up to a power of two, at least <see cref="Ways"/>.</param>
    /// <param name="maxBytes">Texts and the cache's own cost; what the values hold on to is not counted.</param>
    public VerdictCache(int maxEntries, long maxBytes)
    {
        _places = new Entry?[BitOperations.RoundUpToPowerOf2((uint)Math.Max(maxEntries, Ways))];
        _maxBytes = maxBytes;
    }

    public int Count => Volatile.Read(ref _count);

    public long Bytes => Volatile.Read(ref _bytes);

    /// <param name="text">The statement, exactly.</param>
    /// <param name="salt">What else its meaning depends on.</param>
    public bool TryGet(ReadOnlySpan<byte> text, ulong salt, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (text.Length > LongestText)
            return false;
        ulong hash = _hash.Compute(text, salt);
        foreach (ref Entry? place in Places(hash))
        {
            Entry? entry = Volatile.Read(ref place);
            if (entry is null || !entry.Is(hash, salt, text))
                continue;
            entry.Touch();
            value = entry.Value;
            return true;
        }
        return false;
    }

    public void Add(ReadOnlySpan<byte> text, ulong salt, T value)
    {
        if (text.Length > LongestText || text.Length + EntryOverhead > _maxBytes)
            return;
        ulong hash = _hash.Compute(text, salt);
        // Copied: the text is a slice of a buffer that moves on.
        var entry = new Entry(hash, salt, text.ToArray(), value);
        lock (_writing)
        {
            ref Entry? place = ref Choose(hash, salt, text);
            Clear(ref place);
            // The hand passes every place at most twice: once to take its second chance, once to take it.
            for (int steps = 0; _bytes + entry.Cost > _maxBytes && steps < 2 * _places.Length; steps++)
                Sweep(ref _places[_hand++ & (_places.Length - 1)]);
            _bytes += entry.Cost;
            _count++;
            Volatile.Write(ref place, entry);
        }
    }

    private Span<Entry?> Places(ulong hash) => _places.AsSpan(((int)hash & (_places.Length / Ways - 1)) * Ways, Ways);

    // The text's own place if it is there already, else a free one, else one that was not touched since the last look.
    private ref Entry? Choose(ulong hash, ulong salt, ReadOnlySpan<byte> text)
    {
        Span<Entry?> places = Places(hash);
        int chosen = -1;
        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] is not { } entry)
                chosen = i;
            else if (entry.Is(hash, salt, text))
                return ref places[i];
        }
        // Readers may give chances back meanwhile, so the second round takes what it finds.
        for (int i = 0; chosen < 0; i++)
            if (places[(_hand + i) & (Ways - 1)]!.TakeChance() == Chance.Spent || i > Ways)
                chosen = (_hand++ + i) & (Ways - 1);
        return ref places[chosen];
    }

    private void Sweep(ref Entry? place)
    {
        if (place is not null && place.TakeChance() == Chance.Spent)
            Clear(ref place);
    }

    private void Clear(ref Entry? place)
    {
        if (place is null)
            return;
        _bytes -= place.Cost;
        _count--;
        Volatile.Write(ref place, null);
    }

    private enum Chance : byte
    {
        Spent,
        Left,
    }

    private sealed class Entry(ulong hash, ulong salt, byte[] text, T value)
    {
        // Given by the first hit: texts that never come again are the first to go.
        private volatile Chance _chance = Chance.Spent;

        public T Value => value;

        public int Cost => text.Length + EntryOverhead;

        public bool Is(ulong otherHash, ulong otherSalt, ReadOnlySpan<byte> otherText) =>
            hash == otherHash && salt == otherSalt && otherText.SequenceEqual(text);

        // Written only when it changes, so that readers of a hot entry share its cache line.
        public void Touch()
        {
            if (_chance != Chance.Left)
                _chance = Chance.Left;
        }

        /// <summary>Takes the second chance; says whether there was one.</summary>
        public Chance TakeChance()
        {
            Chance before = _chance;
            _chance = Chance.Spent;
            return before;
        }
    }
}
