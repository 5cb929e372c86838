using System.Security.Cryptography;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>Puts a catalog into one file that nothing writes, and hashes it.</summary>
internal static class CatalogAtRest
{
    /// <summary>Null when there is none, or somebody reads it: then it stays as it is.</summary>
    public static Digest? Close(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            using SqliteDatabase database = SqliteDatabase.Open(path, SqliteAccess.ReadWriteNow);
            database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            database.Execute("PRAGMA journal_mode = DELETE");
        }
        catch (AuditStoreException)
        {
            return null;
        }
        return File.Exists(path + "-wal") ? null : Hash(path);
    }

    /// <summary>It is there, and was closed.</summary>
    public static bool IsOne(string path) => File.Exists(path) && !File.Exists(path + "-wal");

    public static Digest Hash(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Digest.Read(SHA256.HashData(file));
    }
}
