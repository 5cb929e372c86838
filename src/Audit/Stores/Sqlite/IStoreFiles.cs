namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>Where the embedded store's own files come from; tests put a failing disk here.</summary>
internal interface IStoreFiles
{
    /// <summary>Opens a file for reading and writing; creates it.</summary>
    IStoreFile Open(string path);

    /// <summary>Puts the names of a folder's files on the disk.</summary>
    void FlushFolder(string path);
}

/// <summary>A file that is written at its end.</summary>
internal interface IStoreFile : IDisposable
{
    long Length { get; }

    int Read(Span<byte> destination, long offset);

    void Write(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset);

    void Truncate(long length);

    /// <summary>Returns when everything written is on the disk.</summary>
    void Flush();
}
