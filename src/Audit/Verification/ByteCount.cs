namespace WireProxy.Audit.Verification;

/// <summary>Tells how far verification is.</summary>
internal sealed class ByteCount(IProgress<(long Done, long Total)>? progress, long total)
{
    public long Done { get; private set; }

    public void Add(long bytes)
    {
        Done += bytes;
        progress?.Report((Done, total));
    }
}
