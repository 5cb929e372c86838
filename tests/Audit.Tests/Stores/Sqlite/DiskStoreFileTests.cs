using WireProxy.Audit.Stores.Sqlite;

namespace WireProxy.Audit.Tests.Stores.Sqlite;

public sealed class DiskStoreFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Small_and_large_writes_at_any_place_make_one_file()
    {
        string path = Path.Combine(_folder.Path, "file");
        var random = new Random(5);
        using var expected = new MemoryStream();
        using (IStoreFile file = new DiskStoreFiles().Open(path))
        {
            // Around a block, around what goes past the page cache, and more than is copied at once.
            foreach (int size in (int[])[16, 4080, 1 << 20, 96, (1 << 20) - 1, (3 << 20) + 5, 1, 4096, 2 << 20, 5000, (8 << 20) + 4095])
            {
                ReadOnlyMemory<byte>[] parts = Parts(random, size);
                file.Write(parts, expected.Length);
                foreach (ReadOnlyMemory<byte> part in parts)
                    expected.Write(part.Span);
                Assert.Equal(expected.Length, file.Length);
                file.Flush();
                Assert.True(expected.ToArray().AsSpan().SequenceEqual(ReadAll(file)));
            }
        }
        Assert.True(expected.ToArray().AsSpan().SequenceEqual(File.ReadAllBytes(path)));
    }

    [Fact]
    public void A_write_over_what_a_failed_one_left_stands()
    {
        using IStoreFile file = new DiskStoreFiles().Open(Path.Combine(_folder.Path, "file"));
        var random = new Random(6);
        file.Write(Parts(random, 3 << 20), 16);
        file.Truncate(1000);
        byte[] again = new byte[2 << 20];
        random.NextBytes(again);

        file.Write([again], 1000);

        Assert.True(again.AsSpan().SequenceEqual(ReadAll(file).AsSpan(1000)));
    }

    private static byte[] ReadAll(IStoreFile file)
    {
        byte[] bytes = new byte[file.Length];
        Assert.Equal(bytes.Length, file.Read(bytes, 0));
        return bytes;
    }

    private static ReadOnlyMemory<byte>[] Parts(Random random, int size)
    {
        byte[] bytes = new byte[size];
        random.NextBytes(bytes);
        List<ReadOnlyMemory<byte>> parts = [];
        for (int at = 0; at < size;)
        {
            int length = Math.Min(size - at, random.Next(4) == 0 ? 96 : random.Next(1, 300_000));
            parts.Add(bytes.AsMemory(at, length));
            at += length;
        }
        return [.. parts];
    }
}
