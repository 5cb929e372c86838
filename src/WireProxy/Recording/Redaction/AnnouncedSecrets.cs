namespace WireProxy.Recording.Redaction;

/// <summary>
/// Finds what was announced by whoever read the client's messages, before their bytes are recorded. Announced again, as where a
/// message had to wait and is looked at once more, it is known already.
/// </summary>
internal sealed class AnnouncedSecrets(ISessionRecorder recorder) : IClientRedactor
{
    private readonly Queue<Announced> _announced = new();
    private long _end;

    /// <param name="start">Where the secret begins in the client's bytes; never before an earlier one.</param>
    /// <param name="length">Its length in bytes, of which not all have to be here.</param>
    /// <param name="filler">What stands in the recording for each of them.</param>
    public void Announce(long start, long length, byte filler)
    {
        long end = start + length;
        start = Math.Max(start, _end);
        // Of a session that is not recorded nobody asks for them.
        if (start >= end || recorder is UnrecordedSession)
            return;
        _announced.Enqueue(new Announced(start, end, filler));
        _end = end;
    }

    public void Find(ReadOnlySpan<byte> piece, SecretPlaces secrets)
    {
        long offset = recorder.BytesFromClient;
        while (_announced.TryPeek(out Announced next) && next.Start < offset + piece.Length)
        {
            long start = Math.Max(next.Start, offset);
            long end = Math.Min(next.End, offset + piece.Length);
            secrets.Add((int)(start - offset), (int)(end - start), next.Filler);
            if (next.End > offset + piece.Length)
                return;
            _announced.Dequeue();
        }
    }

    private readonly record struct Announced(long Start, long End, byte Filler);
}
