using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Stores.Sqlite;

namespace WireProxy.Audit.Tests.Stores;

/// <summary>An embedded store that takes no writes while the test says so.</summary>
internal sealed class StoppingStore(string folder) : DelegatingStore(Open(folder))
{
    private volatile AuditStoreException? _failure;

    public void Fail() => _failure = new AuditStoreException("the store is away");

    public void Recover() => _failure = null;

    public Task<AuditLog> OpenAsync() => OpenAsync(new AuditLogOptions { Path = folder });

    public Task<AuditLog> OpenAsync(AuditLogOptions options) =>
        AuditLog.OpenAsync(options, () => this, new LineIndexers(), TimeProvider.System, default);

    public override Task WriteAsync(LedgerBatch batch, CancellationToken cancellationToken) =>
        _failure is { } failure ? Task.FromException(failure) : base.WriteAsync(batch, cancellationToken);

    private static SqliteAuditStore Open(string folder)
    {
        Directory.CreateDirectory(folder);
        return SqliteAuditStore.Open(folder, new CatalogSource(keys: null));
    }
}
