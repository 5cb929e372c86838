using System.Collections.Concurrent;
using WireProxy.Audit.Records;
using WireProxy.Audit.Verification;

namespace WireProxy.Audit.Tests.Verification;

public sealed class TamperTests
{
    private const int Mutations = 10_000;
    private const int Seed = 20260301;

    [Fact]
    public async Task Every_one_of_ten_thousand_changes_is_found_and_none_is_blamed_on_another_session()
    {
        using var encrypted = new SignedStore();
        using var readable = new SignedStore { Protection = Protection.Readable };
        await encrypted.RecordAsync(6, 4);
        await readable.RecordAsync(6, 4);
        Assert.Equal([], (await encrypted.VerifyAsync()).Findings);
        Assert.Equal([], (await readable.VerifyAsync()).Findings);

        var wrong = new ConcurrentBag<string>();
        int workers = Math.Max(2, Environment.ProcessorCount);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(
            () => TamperAsync(worker % 2 == 0 ? encrypted : readable, worker, workers, wrong))));

        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Take(20)));
    }

    private static async Task TamperAsync(SignedStore store, int worker, int workers, ConcurrentBag<string> wrong)
    {
        using var memory = MemoryFolder.Create();
        string copy = SignedStore.Copy(store.Path, Path.Combine(memory.Path, "copy"));
        var tampering = new Tampering(copy);
        for (int mutation = worker; mutation < Mutations; mutation += workers)
        {
            tampering.Apply(new Random(Seed + mutation));
            VerifyReport report = await store.VerifyAsync(copy);
            tampering.Undo();
            if (report.IsIntact)
                wrong.Add($"{mutation}: {tampering.Done}: not found");
            foreach (Finding finding in report.Findings.Where(finding => IsWrong(finding.Session, tampering.Concerned)))
                wrong.Add($"{mutation}: {tampering.Done}: blamed on {finding.Session}, concerned {string.Join(' ', tampering.Concerned!)}: {finding.Message}");
        }
        Assert.Equal([], (await store.VerifyAsync(copy)).Findings);
    }

    private static bool IsWrong(SessionId? blamed, HashSet<SessionId>? concerned) =>
        blamed is { } session && concerned is not null && !concerned.Contains(session);
}
