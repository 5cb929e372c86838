namespace WireProxy.Integration.Hostile;

/// <summary>Damages frames in ways that a seed decides: most keep the framing, so that the damage is read and not just the length.</summary>
internal sealed class FrameMutator(int seed, Framing framing)
{
    private readonly int _header = framing.HeaderSize;
    private readonly Random _random = new(seed);

    /// <summary>A frame of the corpus, damaged or as it is.</summary>
    public byte[] Next(IReadOnlyList<byte[]> corpus)
    {
        byte[] frame = [.. corpus[_random.Next(corpus.Count)]];
        return _random.Next(100) switch
        {
            < 40 => frame,
            < 60 => WithLength(FlipBits(frame)),
            < 70 => WithLength(Cut(frame)),
            < 80 => WithLength(Insert(frame)),
            < 86 => WithLength(Extremes(frame)),
            < 92 => [.. frame, .. frame],
            < 98 => WithLength(Splice(frame, corpus[_random.Next(corpus.Count)])),
            < 99 => BreakFraming(frame),
            _ => [.. corpus[_random.Next(corpus.Count)], .. frame],
        };
    }

    public int Below(int limit) => _random.Next(limit);

    private byte[] WithLength(byte[] frame)
    {
        framing.WriteLength(frame);
        return frame;
    }

    private byte[] FlipBits(byte[] frame)
    {
        for (int flips = 1 + _random.Next(4); flips > 0 && frame.Length > _header; flips--)
            frame[_header + _random.Next(frame.Length - _header)] ^= (byte)(1 << _random.Next(8));
        return frame;
    }

    private byte[] Cut(byte[] frame) => frame[..(_header + _random.Next(Math.Max(frame.Length - _header, 1)))];

    private byte[] Insert(byte[] frame)
    {
        var noise = new byte[1 + _random.Next(16)];
        _random.NextBytes(noise);
        int at = Math.Min(_header + _random.Next(Math.Max(frame.Length - _header, 1)), frame.Length);
        return [.. frame.AsSpan(0, at), .. noise, .. frame.AsSpan(at)];
    }

    // Counts and lengths live at any offset: put the ends of their ranges there.
    private byte[] Extremes(byte[] frame)
    {
        byte[] extreme = framing.Extremes[_random.Next(framing.Extremes.Length)];
        if (frame.Length >= _header + extreme.Length)
            extreme.CopyTo(frame, _header + _random.Next(frame.Length - _header - extreme.Length + 1));
        return frame;
    }

    private byte[] Splice(byte[] frame, byte[] other) =>
        [.. frame.AsSpan(0, _header + _random.Next(frame.Length - _header + 1)), .. other.AsSpan(_header + _random.Next(other.Length - _header + 1))];

    private byte[] BreakFraming(byte[] frame)
    {
        frame[_random.Next(_header)] = (byte)_random.Next(256);
        return frame;
    }
}

/// <summary>Where a protocol's frames have their lengths.</summary>
/// <param name="HeaderSize">The bytes before the body.</param>
/// <param name="WriteLength">Makes the header tell the length of the whole.</param>
/// <param name="Extremes">Numbers in the body that are worth a try, as bytes.</param>
internal sealed record Framing(int HeaderSize, Action<byte[]> WriteLength, params byte[][] Extremes);
