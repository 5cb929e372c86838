using WireProxy.Audit;
using WireProxy.Audit.Postgres;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Stores.Sqlite;
using WireProxy.Audit.Verification;
using WireProxy.Configuration;

namespace WireProxy.Recording;

/// <summary>Opens the store that the configuration names.</summary>
internal static class AuditStores
{
    /// <summary>To record in.</summary>
    /// <exception cref="AuditStoreException">It can not be opened.</exception>
    public static Task<AuditLog> OpenLogAsync(AuditOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        AuditLogOptions log = AuditSettings.From(options);
        var indexers = new SessionIndexers();
        return options.Store switch
        {
            AuditStore.Postgres => AuditLog.OpenAsync(log, () => PostgresAuditStore.Open(options.ConnectionString!), indexers, time, cancellationToken),
            AuditStore.LiteDb => AuditLog.OpenAsync(log, () => StoreAssembly.BesideProgram.Load().Open(options.Path), indexers, time, cancellationToken),
            _ => AuditLog.OpenAsync(log, indexers, time, cancellationToken),
        };
    }

    /// <summary>To read recordings.</summary>
    /// <inheritdoc cref="OpenLogAsync"/>
    public static AuditArchive OpenArchive(AuditOptions options)
    {
        IAuditStore store = options.Store switch
        {
            AuditStore.Postgres => PostgresAuditStore.OpenRead(options.ConnectionString!),
            AuditStore.LiteDb => StoreAssembly.BesideProgram.Load().OpenRead(options.Path),
            _ => SqliteAuditStore.OpenRead(options.Path),
        };
        return new AuditArchive(store, AuditKeys.LoadRing(options.Encryption));
    }

    /// <summary>To verify them.</summary>
    /// <inheritdoc cref="OpenLogAsync"/>
    public static ILedgerSource OpenLedgers(AuditOptions options) => options.Store switch
    {
        AuditStore.Postgres => new PostgresLedgerSource(options.ConnectionString!),
        AuditStore.LiteDb => StoreAssembly.BesideProgram.Load().OpenLedgers(options.Path),
        _ => new FolderLedgerSource(options.Path),
    };
}
