using WireProxy.Audit.Ledger;
using WireProxy.Audit.Stores;
using WireProxy.Recording;

namespace WireProxy.Audit.LiteDb.Tests;

/// <summary>The program finds the store, and speaks with it in its own types.</summary>
public sealed class LoadingTests
{
    [Fact]
    public void The_store_knows_the_audit_library_only() => Assert.Equal(
        ["WireProxy.Audit"],
        typeof(LiteDbStore).Assembly.GetReferencedAssemblies().Select(known => known.Name!).Where(name => name.StartsWith("WireProxy", StringComparison.OrdinalIgnoreCase)));

    [Fact]
    public async Task The_program_loads_the_store_from_a_folder_in_a_context_of_its_own()
    {
        using var folder = new Audit.Tests.TempFolder();
        var assembly = new StoreAssembly(AppContext.BaseDirectory);
        LedgerId ledger = LedgerId.Create();

        Assert.Null(assembly.FindProblem());
        IStoreAssembly loaded = assembly.Load();
        Assert.NotEqual(typeof(LiteDbStore), loaded.GetType());
        await using (IAuditStore store = loaded.Open(folder.Path))
            await store.WriteKeychainAsync(ledger, new byte[] { 1, 2 }, default);

        await using IAuditStore read = new LiteDbStore().OpenRead(folder.Path);
        Assert.Equal(ledger, await read.FindOwnerAsync(default));
        Assert.Equal([1, 2], (await read.ReadHeadsAsync(ledger, default)).Keychain.ToArray());
    }
}
