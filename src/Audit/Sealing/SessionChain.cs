using System.Security.Cryptography;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Sealing;

/// <summary>The chain of one session's chunks: each carries the hash of the one before.</summary>
internal sealed class SessionChain(StoredPosition? stored)
{
    public long NextOrdinal { get; private set; } = (stored?.LastOrdinal ?? 0) + 1;

    public ReadOnlyMemory<byte> Head { get; private set; } = stored?.Head ?? new byte[SHA256.HashSizeInBytes];

    public void Extend(ReadOnlyMemory<byte> hash)
    {
        Head = hash;
        NextOrdinal++;
    }
}
