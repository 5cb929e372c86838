namespace WireProxy.Audit.Ledger;

/// <summary>Appends heads to a file: on another machine's disk, or one that can only be appended to.</summary>
public sealed class FileWitness(string path) : IHeadWitness
{
    public async Task SendAsync(SignedHead head, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        await using var writer = new StreamWriter(file);
        await writer.WriteLineAsync(WitnessLine.Of(head).ToJson().AsMemory(), cancellationToken);
        await writer.FlushAsync(cancellationToken);
        file.Flush(flushToDisk: true);
    }
}
