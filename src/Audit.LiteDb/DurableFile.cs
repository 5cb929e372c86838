namespace WireProxy.Audit.LiteDb;

/// <summary>A file whose flush reaches the disk. LiteDB asks for that of its own streams only, and of its log never.</summary>
internal sealed class DurableFile : FileStream
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Pages are written whole, one after the other: a buffer would only copy them.
    private DurableFile(string path, FileStreamOptions options)
        : base(path, options)
    {
    }

    /// <summary>To write, nobody else can open it meanwhile; to read, others can read it, too.</summary>
    public static DurableFile Open(string path, StoreAccess access) => new(path, access == StoreAccess.Write
        ? new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
            UnixCreateMode = OwnerOnly,
        }
        : new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read, BufferSize = 0 });

    public override void Flush()
    {
        if (CanWrite)
            Flush(flushToDisk: true);
    }
}
