using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>Zeroes payloads where they stand: the frames' headers stay, so that the chain over them still holds.</summary>
internal sealed class PayloadEraser(string folder, DateOnly day, IStoreFiles files)
{
    private const int ZerosAtATime = 64 << 10;

    private static readonly byte[] Zeros = new byte[ZerosAtATime];

    /// <summary>Zeroes the chunks and keys of every session that is not kept.</summary>
    public void EraseAllBut(IReadOnlySet<SessionId> kept) => Erase(owner => !kept.Contains(owner.Session));

    /// <summary>Zeroes a session's key; its chunks, too, where they are readable without one.</summary>
    public void Shred(SessionId session) => Erase(owner => owner.Session == session && owner.Sealing != ChunkSealing.AesGcm);

    private void Erase(Func<PayloadOwner, bool> isMeant)
    {
        string path = DayFiles.Ledger(folder, day);
        using var frames = new LedgerScanner(path);
        using IStoreFile file = files.Open(path);
        while (frames.TryRead(out FrameHeader header))
        {
            long payloadAt = frames.Offset - header.PaddedLength;
            if (Owner(frames, header, payloadAt) is not { } owner || !isMeant(owner))
                continue;
            for (long at = 0; at < header.PayloadLength; at += ZerosAtATime)
                file.Write([Zeros.AsMemory(0, (int)Math.Min(ZerosAtATime, header.PayloadLength - at))], payloadAt + at);
        }
        file.Flush();
    }

    // Null also where the payload was zeroed before.
    private static PayloadOwner? Owner(LedgerScanner frames, FrameHeader header, long payloadAt)
    {
        if (header.Kind == FrameKind.Chunk && header.PayloadLength >= ChunkHeader.Size)
        {
            byte[] start = frames.ReadAt(payloadAt, ChunkHeader.Size);
            if (!start.AsSpan().ContainsAnyExcept((byte)0))
                return null;
            ChunkHeader chunk = ChunkHeader.Read(start);
            return new PayloadOwner(chunk.Session, chunk.Sealing);
        }
        if (header.Kind != FrameKind.SessionKey || header.PayloadLength != WrappedKey.Size)
            return null;
        byte[] wrapped = frames.ReadAt(payloadAt, WrappedKey.Size);
        return WrappedKey.IsOne(wrapped) ? new PayloadOwner(WrappedKey.Session(wrapped), Sealing: null) : null;
    }

    // Keys are not sealed: they are what is destroyed.
    private readonly record struct PayloadOwner(SessionId Session, ChunkSealing? Sealing);
}
