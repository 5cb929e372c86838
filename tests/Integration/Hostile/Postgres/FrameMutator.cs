using System.Buffers.Binary;

namespace WireProxy.Integration.Hostile.Postgres;

/// <summary>Damages frames in ways that a seed decides: most keep the framing, so that the damage is read and not just the length.</summary>
internal sealed class FrameMutator(int seed)
{
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

    private static byte[] WithLength(byte[] frame)
    {
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - 1);
        return frame;
    }

    private byte[] FlipBits(byte[] frame)
    {
        for (int flips = 1 + _random.Next(4); flips > 0 && frame.Length > 5; flips--)
            frame[5 + _random.Next(frame.Length - 5)] ^= (byte)(1 << _random.Next(8));
        return frame;
    }

    private byte[] Cut(byte[] frame) => frame[..(5 + _random.Next(Math.Max(frame.Length - 5, 1)))];

    private byte[] Insert(byte[] frame)
    {
        var noise = new byte[1 + _random.Next(16)];
        _random.NextBytes(noise);
        int at = 5 + _random.Next(Math.Max(frame.Length - 5, 1));
        return [.. frame.AsSpan(0, Math.Min(at, frame.Length)), .. noise, .. frame.AsSpan(Math.Min(at, frame.Length))];
    }

    // Counts and lengths live at any offset: put the ends of their ranges there.
    private byte[] Extremes(byte[] frame)
    {
        ReadOnlySpan<int> extremes = [-1, int.MinValue, int.MaxValue, 0x7FFF0000, 65535, 0];
        if (frame.Length >= 9)
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5 + _random.Next(frame.Length - 8)), extremes[_random.Next(extremes.Length)]);
        return frame;
    }

    private byte[] Splice(byte[] frame, byte[] other) =>
        [.. frame.AsSpan(0, 5 + _random.Next(frame.Length - 4)), .. other.AsSpan(Math.Min(5 + _random.Next(other.Length - 4), other.Length))];

    private byte[] BreakFraming(byte[] frame)
    {
        if (_random.Next(2) == 0)
            frame[0] = (byte)_random.Next(256);
        else
            frame[1 + _random.Next(4)] = (byte)_random.Next(256);
        return frame;
    }
}
