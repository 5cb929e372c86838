using WireProxy.Audit.Ledger;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>The files of the embedded store: one ledger and one catalog per day, so that retention removes files.</summary>
internal static class DayFiles
{
    private const string LedgerExtension = ".ledger";
    private const string CatalogExtension = ".db";

    public static string Ledger(string folder, DateOnly day) => Path.Combine(folder, LedgerPayload.Text(day) + LedgerExtension);

    public static string Catalog(string folder, DateOnly day) => Path.Combine(folder, LedgerPayload.Text(day) + CatalogExtension);

    public static string Keychain(string folder) => Path.Combine(folder, "keychain");

    public static string Head(string folder) => Path.Combine(folder, "head");

    /// <summary>The days that have a ledger, oldest first.</summary>
    public static List<DateOnly> List(string folder)
    {
        List<DateOnly> days = [];
        if (!Directory.Exists(folder))
            return days;
        foreach (string path in Directory.EnumerateFiles(folder, "*" + LedgerExtension))
        {
            if (LedgerPayload.TryParseDay(Path.GetFileNameWithoutExtension(path.AsSpan()), out DateOnly day))
                days.Add(day);
        }
        days.Sort();
        return days;
    }

    /// <summary>Removes a catalog with what SQLite keeps beside it.</summary>
    public static void DeleteCatalog(string folder, DateOnly day)
    {
        string path = Catalog(folder, day);
        foreach (string file in (string[])[path, path + "-wal", path + "-shm", path + "-journal"])
            File.Delete(file);
    }
}
