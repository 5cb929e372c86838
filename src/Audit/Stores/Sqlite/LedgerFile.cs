using System.Buffers.Binary;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>First 16 bytes of a day's ledger file; frames follow (docs/audit-format.md, "Ledger file").</summary>
internal static class LedgerFile
{
    public const int HeaderSize = 16;

    private const int Version = 1;

    private static ReadOnlySpan<byte> Magic => "WPLEDGER"u8;

    public static byte[] Header()
    {
        byte[] header = new byte[HeaderSize];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        return header;
    }

    public static bool IsHeader(ReadOnlySpan<byte> bytes) => bytes.Length >= HeaderSize && bytes[..HeaderSize].SequenceEqual(Header());
}
