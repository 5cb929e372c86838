using WireProxy.Audit.Stores;
using WireProxy.Audit.Tests.Stores.Contract;

namespace WireProxy.Audit.LiteDb.Tests;

public sealed class LiteDbAuditStoreTests : AuditStoreContract, IDisposable
{
    private readonly Audit.Tests.TempFolder _folder = new();

    protected override IAuditStore Open() => new LiteDbStore().Open(_folder.Path);

    public void Dispose() => _folder.Dispose();
}
