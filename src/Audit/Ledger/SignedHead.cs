using System.Buffers.Binary;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Ledger;

/// <summary>
/// A signature (ECDSA P-384 over SHA-384) over the ledger up to a position. When it names a next key, that one signs from
/// here on and the one that signed is erased: who steals the next can not sign what came before (docs/audit-format.md, "Signed head").
/// </summary>
public sealed record SignedHead
{
    /// <summary>Bytes of a head.</summary>
    public const int Size = SignedSize + SignatureSize;

    /// <summary>Bytes of a public key: X and Y of the point.</summary>
    public const int PublicKeySize = 96;

    internal const int SignedSize = 176;
    private const int SignatureSize = 96;
    private const int LedgerAt = 8;
    private const int PositionAt = 24;
    private const int LinkAt = 32;
    private const int TimeAt = 64;
    private const int EpochAt = 72;
    private const int NextKeyAt = 80;

    public required LedgerId Ledger { get; init; }

    /// <summary>Position of the last frame that is covered.</summary>
    public required long Position { get; init; }

    /// <summary>Its link.</summary>
    public required Digest Link { get; init; }

    public required long UnixMicroseconds { get; init; }

    /// <summary>Which key signed: how often the key was replaced before.</summary>
    public required long Epoch { get; init; }

    /// <summary>The key of the next epoch; empty while this one stays.</summary>
    public ReadOnlyMemory<byte> NextKey { get; init; }

    public ReadOnlyMemory<byte> Signature { get; init; }

    public bool IsStep => !NextKey.IsEmpty;

    private static ReadOnlySpan<byte> Magic => "WPHEAD01"u8;

    /// <summary>The bytes that are signed.</summary>
    public byte[] ToSign()
    {
        byte[] bytes = new byte[SignedSize];
        Magic.CopyTo(bytes);
        Ledger.Write(bytes.AsSpan(LedgerAt));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(PositionAt), Position);
        Link.Write(bytes.AsSpan(LinkAt));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(TimeAt), UnixMicroseconds);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(EpochAt), Epoch);
        NextKey.Span.CopyTo(bytes.AsSpan(NextKeyAt));
        return bytes;
    }

    public byte[] ToBytes() => [.. ToSign(), .. Signature.Span];

    /// <summary>Null when these bytes are no head; whether its signature holds is another question.</summary>
    public static SignedHead? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size || !bytes.StartsWith(Magic))
            return null;
        ReadOnlySpan<byte> next = bytes.Slice(NextKeyAt, PublicKeySize);
        return new SignedHead
        {
            Ledger = LedgerId.Read(bytes[LedgerAt..]),
            Position = BinaryPrimitives.ReadInt64LittleEndian(bytes[PositionAt..]),
            Link = Digest.Read(bytes[LinkAt..]),
            UnixMicroseconds = BinaryPrimitives.ReadInt64LittleEndian(bytes[TimeAt..]),
            Epoch = BinaryPrimitives.ReadInt64LittleEndian(bytes[EpochAt..]),
            NextKey = next.ContainsAnyExcept((byte)0) ? next.ToArray() : default,
            Signature = bytes[SignedSize..].ToArray(),
        };
    }
}
