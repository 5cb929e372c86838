using System.Diagnostics;
using System.Globalization;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Stores.Sqlite;

namespace WireProxy.Audit.Tests.Stores;

/// <summary>
/// An embedded store that copies the whole audit folder before and after each commit: what a process killed at that moment
/// would have left.
/// </summary>
internal sealed class SnapshottingStore(string folder, string snapshots, Lock appending, Func<int> acknowledged)
    : DelegatingStore(SqliteAuditStore.Open(folder, new CatalogSource(keys: null)))
{
    /// <summary>The copies, with what had been acknowledged when each was begun.</summary>
    public List<(string Folder, int Acknowledged)> Snapshots { get; } = [];

    public override async Task WriteAsync(LedgerBatch batch, CancellationToken cancellationToken)
    {
        Copy();
        await base.WriteAsync(batch, cancellationToken);
        Copy();
    }

    // A process dies at one moment: nothing is appended while its files are copied one after the other.
    private void Copy()
    {
        lock (appending)
            CopyNow();
    }

    // By cp, which takes no notice of the locks that the log holds on its files.
    private void CopyNow()
    {
        int count = acknowledged();
        string target = Path.Combine(snapshots, Snapshots.Count.ToString(CultureInfo.InvariantCulture));
        using Process copying = Process.Start("cp", ["-r", folder, target]);
        copying.WaitForExit();
        Assert.Equal(0, copying.ExitCode);
        foreach (string index in Directory.GetFiles(target, "*-shm"))
            File.Delete(index);
        Snapshots.Add((target, count));
    }
}
