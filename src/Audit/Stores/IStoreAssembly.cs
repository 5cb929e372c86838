using WireProxy.Audit.Verification;

namespace WireProxy.Audit.Stores;

/// <summary>
/// A store in the audit folder that is no part of the program: an assembly beside it has a public type that implements this,
/// with a constructor without parameters.
/// </summary>
public interface IStoreAssembly
{
    /// <summary>For a proxy: the first use opens it, and creates it.</summary>
    IAuditStore Open(string folder);

    /// <summary>For those who only read.</summary>
    IAuditStore OpenRead(string folder);

    /// <summary>For verification.</summary>
    ILedgerSource OpenLedgers(string folder);
}
