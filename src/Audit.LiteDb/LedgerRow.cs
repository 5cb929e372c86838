using LiteDB;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.LiteDb;

/// <summary>The ledger that the store holds: it is of one proxy.</summary>
internal sealed class LedgerRow
{
    private readonly BsonDocument _document;

    private LedgerRow(BsonDocument document) => _document = document;

    public LedgerId Id => _document["id"] is { IsBinary: true } id && id.AsBinary.Length == LedgerId.Size ? LedgerId.Read(id.AsBinary) : throw Damaged();

    public long LastPosition
    {
        get => SessionDocument.Number(_document, "last");
        set => _document["last"] = value;
    }

    public byte[] Keychain
    {
        get => Bytes("keychain");
        set => _document["keychain"] = value;
    }

    public byte[] Head
    {
        get => Bytes("head");
        set => _document["head"] = value;
    }

    public static LedgerRow? Find(StoreTables tables) => tables.Ledger.FindById(1) is { } document ? new LedgerRow(document) : null;

    /// <exception cref="AuditStoreException">The store is another ledger's.</exception>
    public static LedgerRow FindOrNew(StoreTables tables, LedgerId ledger)
    {
        LedgerRow row = Find(tables) ?? new LedgerRow(new BsonDocument
        {
            [TableRanges.Id] = 1,
            ["id"] = RowKey.Of(ledger),
            ["last"] = 0L,
            ["keychain"] = Array.Empty<byte>(),
            ["head"] = Array.Empty<byte>(),
        });
        return row.Id == ledger ? row : throw new AuditStoreException($"the audit store is that of ledger {row.Id}, not of {ledger}");
    }

    public void Save(StoreTables tables) => tables.Ledger.Upsert(_document);

    private byte[] Bytes(string field) => _document[field] is { IsBinary: true } bytes ? bytes.AsBinary : throw Damaged();

    private static AuditIntegrityException Damaged() => new("the ledger's row in the audit store is damaged");
}
