using System.Text;

namespace WireProxy.Audit.Sealing;

/// <summary>Reads what a <see cref="PartWriter"/> wrote.</summary>
internal ref struct PartReader(ReadOnlySpan<byte> bytes)
{
    // The years 1 and 10000.
    private const long FirstTime = -62_135_596_800_000_000;
    private const long LastTime = 253_402_300_800_000_000;

    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public readonly int Left => _rest.Length;

    public byte Byte() => Bytes(1)[0];

    public ulong Unsigned()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Byte();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
        throw Damaged();
    }

    /// <summary>A number of things that take at least a byte each: more than there are bytes is damage, not memory.</summary>
    public int Count()
    {
        ulong value = Unsigned();
        return value <= (ulong)_rest.Length ? (int)value : throw Damaged();
    }

    public long Signed()
    {
        ulong value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public long? Optional() => IsPresent() ? Signed() : null;

    public string Text() => Encoding.UTF8.GetString(Bytes(Count()));

    public string? OptionalText() => IsPresent() ? Text() : null;

    public DateTimeOffset Time() => Time(Signed());

    public DateTimeOffset? OptionalTime() => Optional() is { } time ? Time(time) : null;

    /// <summary>Microseconds since 1970 as a time.</summary>
    public static DateTimeOffset Time(long microseconds) =>
        microseconds is >= FirstTime and < LastTime ? DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds) : throw Damaged();

    public TimeSpan? OptionalDuration()
    {
        long? microseconds = Optional();
        return microseconds is > -LastTime and < LastTime || microseconds is null
            ? microseconds * TimeSpan.FromMicroseconds(1)
            : throw Damaged();
    }

    public ReadOnlySpan<byte> Bytes(int length)
    {
        if (length > _rest.Length)
            throw Damaged();
        ReadOnlySpan<byte> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private bool IsPresent() => Byte() switch
    {
        0 => false,
        1 => true,
        _ => throw Damaged(),
    };

    private static AuditIntegrityException Damaged() => new("a part of a chunk is damaged");
}
