namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>The keychain, which only grows, and the last signed head, which is replaced.</summary>
internal sealed class HeadFiles(string folder, IStoreFiles files)
{
    public StoredHeads Read() => new(ReadIfThere(DayFiles.Keychain(folder)), ReadIfThere(DayFiles.Head(folder)));

    public void AddToKeychain(ReadOnlyMemory<byte> entry)
    {
        using IStoreFile file = files.Open(DayFiles.Keychain(folder));
        file.Write([entry], file.Length);
        file.Flush();
        files.FlushFolder(folder);
    }

    /// <summary>Whole or not at all.</summary>
    public void ReplaceHead(ReadOnlyMemory<byte> head)
    {
        string path = DayFiles.Head(folder);
        string next = path + ".new";
        File.Delete(next);
        using (IStoreFile file = files.Open(next))
        {
            file.Write([head], 0);
            file.Flush();
        }
        File.Move(next, path, overwrite: true);
        files.FlushFolder(folder);
    }

    private static byte[] ReadIfThere(string path) => File.Exists(path) ? File.ReadAllBytes(path) : [];
}
