using LiteDB;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.LiteDb;

/// <summary>One day of the ledger.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="First">Position of its first frame.</param>
/// <param name="Last">Position of its last frame.</param>
/// <param name="Bytes">Of its frames.</param>
internal sealed record DayRow(DateOnly Day, long First, long Last, long Bytes)
{
    public static DayRow? Find(StoreTables tables, DateOnly day) => tables.Days.FindById(day.DayNumber) is { } document ? Read(document) : null;

    /// <summary>Oldest first.</summary>
    public static List<DayRow> List(StoreTables tables) => [.. tables.Days.Query().OrderBy(TableRanges.Id).ToEnumerable().Select(Read)];

    public BsonDocument Write() => new() { [TableRanges.Id] = Day.DayNumber, ["first"] = First, ["last"] = Last, ["bytes"] = Bytes };

    private static DayRow Read(BsonDocument document)
    {
        int day = document[TableRanges.Id] is { IsInt32: true } id ? id.AsInt32 : -1;
        if (day < 0 || day > DateOnly.MaxValue.DayNumber)
            throw new AuditIntegrityException("a day in the audit store is damaged");
        return new DayRow(
            DateOnly.FromDayNumber(day), SessionDocument.Number(document, "first"), SessionDocument.Number(document, "last"), SessionDocument.Number(document, "bytes"));
    }
}
