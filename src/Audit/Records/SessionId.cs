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

    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";

    private readonly UInt128 _value;

    private SessionId(UInt128 value) => _value = value;

    public static SessionId Create(DateTimeOffset startedAt)
    {
        Span<byte> bytes = stackalloc byte[Size];
        Guid.CreateVersion7(startedAt).TryWriteBytes(bytes, bigEndian: true, out _);
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

    public void Write(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, _value);

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
