using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace WireProxy.Audit.Records;

/// <summary>
/// Names one session. A version 7 UUID, so ids sort by start time; shown as 26 characters of Crockford's base 32, which sort the same way.
/// </summary>
public readonly record struct SessionId : IComparable<SessionId>
{
    /// <summary>Bytes of the binary form, big-endian.</summary>
    public const int Size = 16;

    /// <summary>Characters of the text form.</summary>
    public const int TextLength = 26;

    // The year 9999; an id with a later one was not made here.
    private const long LastMillisecond = 253_402_300_799_999;

    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";

    private readonly UInt128 _value;

    private SessionId(UInt128 value) => _value = value;

    public static SessionId Create(DateTimeOffset startedAt)
    {
        Span<byte> bytes = stackalloc byte[Size];
        Guid.CreateVersion7(startedAt).TryWriteBytes(bytes, bigEndian: true, out _);
        // The 12 bits behind the version: the fraction of the millisecond, so that ids sort also within one (RFC 9562, 6.2).
        int fraction = (int)(startedAt.Ticks % TimeSpan.TicksPerMillisecond * 4096 / TimeSpan.TicksPerMillisecond);
        bytes[6] = (byte)(0x70 | (fraction >> 8));
        bytes[7] = (byte)fraction;
        return Read(bytes);
    }

    public static SessionId Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    public static bool TryParse([NotNullWhen(true)] string? text, out SessionId id)
    {
        id = default;
        if (text is not { Length: TextLength } || text[0] is < '0' or > '7')
            return false;
        UInt128 value = 0;
        foreach (char c in text)
        {
            int digit = Digits.IndexOf(char.ToLowerInvariant(c), StringComparison.Ordinal);
            if (digit < 0)
                return false;
            value = (value << 5) | (uint)digit;
        }
        id = new SessionId(value);
        return true;
    }

    /// <summary>The first and the last id whose text starts so; false when no id does.</summary>
    public static bool TryParsePrefix(string prefix, out SessionId first, out SessionId last)
    {
        first = last = default;
        if (prefix.Length > TextLength)
            return false;
        // 26 digits hold 130 bits: the first digit is at most 7.
        string highest = prefix.Length == 0 ? "7" : prefix;
        return TryParse(prefix.PadRight(TextLength, '0'), out first) && TryParse(highest.PadRight(TextLength, 'z'), out last);
    }

    public void Write(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, _value);

    /// <summary>When it was created, as its first 48 bits say.</summary>
    public DateTimeOffset CreatedAt
    {
        get
        {
            long milliseconds = (long)(ulong)(_value >> 80);
            return DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Min(milliseconds, LastMillisecond));
        }
    }

    /// <summary>The least id that a session of this time or later has.</summary>
    public static SessionId FirstAt(DateTimeOffset time) => new((UInt128)(ulong)Math.Max(0, time.ToUnixTimeMilliseconds()) << 80);

    public int CompareTo(SessionId other) => _value.CompareTo(other._value);

    public override string ToString() => string.Create(TextLength, _value, static (text, value) =>
    {
        for (int at = text.Length - 1; at >= 0; at--, value >>= 5)
            text[at] = Digits[(int)(uint)(value & 31)];
    });

    public static bool operator <(SessionId left, SessionId right) => left.CompareTo(right) < 0;

    public static bool operator <=(SessionId left, SessionId right) => left.CompareTo(right) <= 0;

    public static bool operator >(SessionId left, SessionId right) => left.CompareTo(right) > 0;

    public static bool operator >=(SessionId left, SessionId right) => left.CompareTo(right) >= 0;
}
