using LiteDB;

namespace WireProxy.Audit.LiteDb;

/// <summary>
/// The store's collections. Keys are bytes or numbers that sort as what they are made of does (<see cref="RowKey"/>): the
/// first is a document's _id, the second, where there is one, its field <c>other</c>. Times are microseconds since 1970 UTC.
/// </summary>
internal sealed class StoreTables(LiteDatabase database)
{
    /// <summary>The field of the second key.</summary>
    public const string Other = "other";

    private const string Unended = "unended";

    /// <summary>One document: the ledger's id, its last frame, keychain and head.</summary>
    public ILiteCollection<BsonDocument> Ledger { get; } = database.GetCollection("ledger");

    /// <summary>By day: its first and last frame, and their bytes.</summary>
    public ILiteCollection<BsonDocument> Days { get; } = database.GetCollection("days");

    /// <summary>By position and piece: header and payload of a frame (<see cref="FrameTable"/>).</summary>
    public ILiteCollection<BsonDocument> Frames { get; } = database.GetCollection("frames");

    /// <summary>By position: which frames are neither chunk nor key.</summary>
    public ILiteCollection<BsonDocument> States { get; } = database.GetCollection("states");

    /// <summary>By position, and by session and position: key frames.</summary>
    public ILiteCollection<BsonDocument> Keys { get; } = database.GetCollection("keys");

    /// <summary>By position, and by session and ordinal: chunks.</summary>
    public ILiteCollection<BsonDocument> Chunks { get; } = database.GetCollection("chunks");

    /// <summary>By day and session, and by session and day: a session as it was at the end of that day.</summary>
    public ILiteCollection<BsonDocument> Sessions { get; } = database.GetCollection("sessions");

    /// <summary>By day and digest: the texts of statements.</summary>
    public ILiteCollection<BsonDocument> Texts { get; } = database.GetCollection("texts");

    /// <summary>By day, digest and session, and by session, day and digest: who ran which text.</summary>
    public ILiteCollection<BsonDocument> Uses { get; } = database.GetCollection("uses");

    /// <summary>What a search goes by: collections, each with the keys that it has.</summary>
    public IEnumerable<(ILiteCollection<BsonDocument> Rows, string Key)> WithKeys =>
        [(Days, TableRanges.Id), (States, TableRanges.Id), (Texts, TableRanges.Id), .. WithOther.SelectMany(table => ((ILiteCollection<BsonDocument>, string)[])[(table, TableRanges.Id), (table, Other)])];

    private ILiteCollection<BsonDocument>[] WithOther => [Keys, Chunks, Sessions, Uses];

    public void CreateIndexes()
    {
        foreach (ILiteCollection<BsonDocument> table in WithOther)
            table.EnsureIndex(Other, $"$.{Other}", unique: true);
        Sessions.EnsureIndex(Unended, $"$.{Unended}");
    }

    /// <summary>Sessions of some day that had no end then.</summary>
    public IEnumerable<BsonDocument> FindUnended() => Sessions.Find(Query.EQ(Unended, true));
}
