using System.Buffers.Binary;
using LiteDB;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.LiteDb;

/// <summary>
/// Keys of documents. LiteDB sorts bytes as they are, unsigned and the shorter first, and takes up to 1023 of them: numbers
/// in them are big-endian, and nothing in them comes from a client, so none is longer than 52.
/// </summary>
internal static class RowKey
{
    private const int LongestKey = 52;

    public static byte[] Of(LedgerId ledger)
    {
        byte[] bytes = new byte[LedgerId.Size];
        ledger.Write(bytes);
        return bytes;
    }

    public static byte[] Of(Digest digest)
    {
        byte[] bytes = new byte[Digest.Size];
        digest.Write(bytes);
        return bytes;
    }

    public static byte[] Of(SessionId session)
    {
        byte[] bytes = new byte[SessionId.Size];
        session.Write(bytes);
        return bytes;
    }

    public static byte[] Of(SessionId session, long number) => [.. Of(session), .. Of(number)];

    public static byte[] Of(SessionId session, DateOnly day) => [.. Of(session), .. Of(day)];

    public static byte[] Of(SessionId session, DateOnly day, Digest text) => [.. Of(session), .. Of(day), .. Of(text)];

    public static byte[] Of(DateOnly day, SessionId session) => [.. Of(day), .. Of(session)];

    public static byte[] Of(DateOnly day, Digest text) => [.. Of(day), .. Of(text)];

    public static byte[] Of(DateOnly day, Digest text, SessionId session) => [.. Of(day), .. Of(text), .. Of(session)];

    public static byte[] Of(DateOnly day)
    {
        byte[] bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, day.DayNumber);
        return bytes;
    }

    /// <exception cref="AuditIntegrityException">There is no session id at this place.</exception>
    public static SessionId SessionAt(BsonValue key, int offset) =>
        IsThere(key, offset, SessionId.Size) ? SessionId.Read(key.AsBinary.AsSpan(offset)) : throw Damaged();

    /// <exception cref="AuditIntegrityException">There is no digest at this place.</exception>
    public static Digest DigestAt(BsonValue key, int offset) =>
        IsThere(key, offset, Digest.Size) ? Digest.Read(key.AsBinary.AsSpan(offset)) : throw Damaged();

    /// <exception cref="AuditIntegrityException">There is no number at this place.</exception>
    public static long NumberAt(BsonValue key, int offset) =>
        IsThere(key, offset, sizeof(long)) ? BinaryPrimitives.ReadInt64BigEndian(key.AsBinary.AsSpan(offset)) : throw Damaged();

    /// <exception cref="AuditIntegrityException">There is no day at this place.</exception>
    public static DateOnly DayAt(BsonValue key, int offset)
    {
        int number = IsThere(key, offset, sizeof(int)) ? BinaryPrimitives.ReadInt32BigEndian(key.AsBinary.AsSpan(offset)) : -1;
        return number >= 0 && number <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber(number) : throw Damaged();
    }

    /// <summary>No key that starts so is greater.</summary>
    public static byte[] LastWith(byte[] start) => [.. start, .. Enumerable.Repeat(byte.MaxValue, LongestKey)];

    /// <summary>The least key that is greater.</summary>
    public static BsonValue After(BsonValue key) => key.IsBinary ? new BsonValue((byte[])[.. key.AsBinary, 0]) : new BsonValue(key.AsInt64 + 1);

    private static byte[] Of(long number)
    {
        byte[] bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }

    private static bool IsThere(BsonValue key, int offset, int size) => key.IsBinary && size <= key.AsBinary.Length - offset;

    private static AuditIntegrityException Damaged() => new("a key in the audit store is damaged");
}
