namespace WireProxy.Recording.Redaction;

/// <summary>Stretches of one piece of input; those that touch are one.</summary>
internal sealed class SecretPlaces
{
    /// <summary>What replaces the content of a literal: it keeps the statement readable in every format.</summary>
    public const byte Asterisk = (byte)'*';

    /// <summary>What replaces a number.</summary>
    public const byte Zero = (byte)'0';

    /// <summary>What replaces bytes that are no text.</summary>
    public const byte Nothing = 0;

    private readonly List<SecretPlace> _places = [];

    public int Count => _places.Count;

    public SecretPlace this[int at] => _places[at];

    public void Add(int start, int length, byte filler = Asterisk)
    {
        if (length <= 0)
            return;
        if (_places.Count > 0 && _places[^1] is var last && last.Start + last.Length == start && last.Filler == filler)
            _places[^1] = last with { Length = last.Length + length };
        else
            _places.Add(new SecretPlace(start, length, filler));
    }

    public void Clear() => _places.Clear();
}

/// <summary>One stretch, and what stands in the recording for each of its bytes.</summary>
internal readonly record struct SecretPlace(int Start, int Length, byte Filler);
