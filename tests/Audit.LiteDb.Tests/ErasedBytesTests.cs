using System.Text;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Tests.Stores.Contract;

namespace WireProxy.Audit.LiteDb.Tests;

/// <summary>What was erased is in no page of the files any more, while the store is still open.</summary>
public sealed class ErasedBytesTests : StoreUnderTest, IDisposable
{
    private const string Secret = "select 'Kr0nj0uwel' from treasury";

    private readonly Audit.Tests.TempFolder _folder = new();

    protected override IAuditStore Open() => new LiteDbStore().Open(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Texts_and_readable_records_of_a_shredded_session_leave_the_files()
    {
        SessionEntry session = Session("alice") with { EndedAt = Start };
        await FillAsync(session);
        Assert.True(Holds("Kr0nj0uwel"));

        await Store.ShredAsync(session.Id, default);

        Assert.False(Holds("Kr0nj0uwel"));
        Assert.True(Holds("select 39"));
        Assert.Equal(session.Id, Assert.Single(await ListAsync(new SessionQuery { User = "alice" })).Id);
    }

    [Fact]
    public async Task What_retention_takes_leaves_the_files_and_their_room_is_used_again()
    {
        SessionEntry session = Session("alice") with { EndedAt = Start };
        await FillAsync(session);
        DateOnly first = DateOnly.FromDateTime(Start.UtcDateTime);
        await Store.EraseDayAsync(Ledger, first, new HashSet<SessionId>(), default);

        Assert.False(Holds("Kr0nj0uwel"));
        Assert.False(Holds("alice"));
        long before = new FileInfo(Path.Combine(_folder.Path, OpenDatabase.FileName)).Length;
        NextDay();
        await FillAsync(Session("bob", 60 * 24));
        // What goes through the store's files empties the log into them.
        await Store.ShredAsync(SessionId.Create(Start), default);
        Assert.InRange(new FileInfo(Path.Combine(_folder.Path, OpenDatabase.FileName)).Length, before, before + before / 10);
    }

    // Between texts that stay, in pages that are full, and in some that were written more than once.
    private async Task FillAsync(SessionEntry session)
    {
        for (int round = 0; round < 5; round++)
        {
            long first = round * 4 + 1;
            await WriteAsync(
                Write(Session("other", round), 1, 8, [.. Enumerable.Range(round * 8, 8).Select(at => $"select {at} from {new string('x', 700)}")]),
                Write(session with { Statements = round }, first, first + 3, [Secret + round, Secret + new string('y', round * 3000)]));
        }
    }

    // By cp, which takes no notice of the lock.
    private bool Holds(string text)
    {
        string copy = Path.Combine(_folder.Path, "copy");
        bool found = false;
        foreach (string name in (string[])[OpenDatabase.FileName, OpenDatabase.LogName])
        {
            using var copying = System.Diagnostics.Process.Start("cp", [Path.Combine(_folder.Path, name), copy]);
            copying.WaitForExit();
            found |= File.ReadAllBytes(copy).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
            File.Delete(copy);
        }
        return found;
    }
}
