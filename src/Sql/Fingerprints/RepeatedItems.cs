using System.Text;

namespace WireProxy.Sql.Fingerprints;

/// <summary>
/// Finds what a statement repeats according to how much data it has: the values of IN lists and the rows of VALUES. What is
/// said twice in the same shape is said once in a fingerprint.
/// </summary>
internal ref struct RepeatedItems(ReadOnlySpan<byte> text, ReadOnlySpan<ShapeToken> tokens, Span<bool> dropped)
{
    // Beyond it, rows of new shapes are not looked for among earlier ones.
    private const int MaxShapes = 16;

    private readonly ReadOnlySpan<byte> _text = text;
    private readonly ReadOnlySpan<ShapeToken> _tokens = tokens;
    private readonly Span<bool> _dropped = dropped;

    /// <summary>Marks the tokens that add nothing.</summary>
    public readonly void Mark()
    {
        for (int at = 0; at + 1 < _tokens.Length; at++)
        {
            if (!Is(at + 1, "("u8))
                continue;
            if (IsWord(at, "in"u8))
                MarkList(at + 2);
            else if (IsWord(at, "values"u8) || IsWord(at, "value"u8))
                MarkRows(at + 1);
        }
    }

    /// <summary>The items of <c>IN (..)</c>, if it has nothing but placeholders and rows of them.</summary>
    private readonly void MarkList(int first)
    {
        int end = first, depth = 0;
        for (; end < _tokens.Length && !(depth == 0 && Is(end, ")"u8)); end++)
        {
            if (Is(end, "("u8))
                depth++;
            else if (Is(end, ")"u8))
                depth--;
            else if (_tokens[end].Kind != ShapeKind.Placeholder && !Is(end, ","u8))
                return;
        }
        if (end < _tokens.Length)
            DropRepeated(first, end);
    }

    /// <summary>The rows <c>(..), (..)</c>, whatever is in them.</summary>
    private readonly void MarkRows(int first)
    {
        int end = RowEnd(first);
        while (end > 0 && Is(end, ","u8) && Is(end + 1, "("u8) && RowEnd(end + 1) is > 0 and var next)
            end = next;
        if (end > 0)
            DropRepeated(first, end);
    }

    /// <summary>Behind the closing parenthesis; 0 if there is none.</summary>
    private readonly int RowEnd(int open)
    {
        int depth = 0;
        for (int at = open; at < _tokens.Length; at++)
        {
            if (Is(at, "("u8))
                depth++;
            else if (Is(at, ")"u8) && --depth == 0)
                return at + 1;
        }
        return 0;
    }

    /// <summary>Drops each item that an earlier one equals, with the comma before it.</summary>
    private readonly void DropRepeated(int first, int end)
    {
        var shapes = new List<Range>(1);
        for (int start = first; start < end;)
        {
            int stop = ItemEnd(start, end);
            bool isKnown = false;
            foreach (Range shape in shapes)
                isKnown |= AreEqual(_tokens[shape], _tokens[start..stop]);
            if (isKnown)
                _dropped[(start - 1)..stop].Fill(true);
            else if (shapes.Count < MaxShapes)
                shapes.Add(start..stop);
            start = stop + 1;
        }
    }

    private readonly int ItemEnd(int start, int end)
    {
        int depth = 0;
        for (int at = start; at < end; at++)
        {
            if (Is(at, "("u8))
                depth++;
            else if (Is(at, ")"u8))
                depth--;
            else if (depth == 0 && Is(at, ","u8))
                return at;
        }
        return end;
    }

    private readonly bool AreEqual(ReadOnlySpan<ShapeToken> one, ReadOnlySpan<ShapeToken> other)
    {
        if (one.Length != other.Length)
            return false;
        for (int i = 0; i < one.Length; i++)
        {
            if (one[i].Kind != other[i].Kind
                || (one[i].Kind != ShapeKind.Placeholder && !one[i].In(_text).SequenceEqual(other[i].In(_text))))
                return false;
        }
        return true;
    }

    private readonly bool Is(int at, ReadOnlySpan<byte> symbol) =>
        at < _tokens.Length && _tokens[at].Kind == ShapeKind.Symbol && _tokens[at].In(_text).SequenceEqual(symbol);

    private readonly bool IsWord(int at, ReadOnlySpan<byte> word) =>
        _tokens[at].Kind == ShapeKind.Word && Ascii.EqualsIgnoreCase(_tokens[at].In(_text), word);
}
