using WireProxy.Audit.Keys;

namespace WireProxy.Audit.Sealing;

/// <summary>Encrypts and decrypts the two secret parts of a chunk; the header is authenticated with both.</summary>
internal static class ChunkCipher
{
    private const byte OutcomesNonce = 1;

    public static void Seal(ChunkHeader header, SessionKey key, ReadOnlySpan<byte> headerBytes, Span<byte> records, Span<byte> outcomes)
    {
        key.Seal(header.Nonce.Span, records, headerBytes);
        if (!outcomes.IsEmpty)
            key.Seal(OfOutcomes(header), outcomes, headerBytes);
    }

    /// <exception cref="AuditIntegrityException">They were not sealed so.</exception>
    public static void OpenRecords(ChunkHeader header, SessionKey key, ReadOnlySpan<byte> headerBytes, ReadOnlySpan<byte> records, Span<byte> text)
    {
        if (records.Length < SessionKey.TagSize || !key.TryOpen(header.Nonce.Span, records, text, headerBytes))
            throw Damaged(header);
    }

    /// <inheritdoc cref="OpenRecords"/>
    public static void OpenOutcomes(ChunkHeader header, SessionKey key, ReadOnlySpan<byte> headerBytes, ReadOnlySpan<byte> outcomes, Span<byte> text)
    {
        if (outcomes.Length < SessionKey.TagSize || !key.TryOpen(OfOutcomes(header), outcomes, text, headerBytes))
            throw Damaged(header);
    }

    private static byte[] OfOutcomes(ChunkHeader header)
    {
        byte[] nonce = header.Nonce.ToArray();
        nonce[^1] = OutcomesNonce;
        return nonce;
    }

    private static AuditIntegrityException Damaged(ChunkHeader header) =>
        new($"chunk {header.Ordinal} of session {header.Session} was changed");
}
