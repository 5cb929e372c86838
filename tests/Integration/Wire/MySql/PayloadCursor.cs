using System.Text;

namespace WireProxy.Integration.Wire.MySql;

/// <summary>Reads a payload from its start; whatever is missing fails the test.</summary>
internal sealed class PayloadCursor(byte[] payload, int at = 0)
{
    public bool AtEnd => at == payload.Length;

    public int Byte() => (int)Int(1);

    public int Int16() => (int)Int(2);

    public long Int32() => (long)Int(4);

    public ulong Int64() => Int(8);

    public ulong Int(int size)
    {
        ulong value = 0;
        ReadOnlySpan<byte> bytes = Take(size);
        for (int i = size - 1; i >= 0; i--)
            value = (value << 8) | bytes[i];
        return value;
    }

    /// <summary>A length-encoded integer; null where the byte says NULL.</summary>
    public ulong? LenEnc() => Byte() switch
    {
        0xFB => null,
        0xFC => Int(2),
        0xFD => Int(3),
        0xFE => Int(8),
        0xFF => throw new InvalidDataException("FF is no length"),
        var small => (ulong)small,
    };

    public byte[]? LenBytes() => LenEnc() is { } length ? Take(checked((int)length)).ToArray() : null;

    public string LenText() => Encoding.UTF8.GetString(LenBytes() ?? throw new InvalidDataException("NULL where text must be"));

    /// <summary>Text up to its terminator.</summary>
    public string Text()
    {
        int end = payload.AsSpan(at).IndexOf((byte)0);
        Assert.True(end >= 0, "no terminator");
        string text = Encoding.UTF8.GetString(Take(end));
        at++;
        return text;
    }

    public byte[] Rest() => Take(payload.Length - at).ToArray();

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > payload.Length - at)
            throw new InvalidDataException($"{count} bytes wanted at {at} of {payload.Length}");
        at += count;
        return payload.AsSpan(at - count, count);
    }
}
