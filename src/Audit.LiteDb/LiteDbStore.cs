using WireProxy.Audit.Stores;
using WireProxy.Audit.Verification;

namespace WireProxy.Audit.LiteDb;

/// <summary>What the program finds in this assembly.</summary>
public sealed class LiteDbStore : IStoreAssembly
{
    public IAuditStore Open(string folder) => new LiteDbAuditStore(new StoreFile(folder, StoreAccess.Write));

    public IAuditStore OpenRead(string folder) => new LiteDbAuditStore(new StoreFile(folder, StoreAccess.ReadInTurns));

    public ILedgerSource OpenLedgers(string folder) => new LiteDbLedgerSource(new StoreFile(folder, StoreAccess.Read));
}
