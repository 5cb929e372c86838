namespace WireProxy.Integration.Wire;

/// <summary>Arrays of bytes that may hold many megabytes.</summary>
internal static class Bytes
{
    public static byte[] Join(IReadOnlyList<byte[]> parts)
    {
        var joined = new byte[parts.Sum(part => part.Length)];
        int at = 0;
        foreach (byte[] part in parts)
        {
            part.CopyTo(joined, at);
            at += part.Length;
        }
        return joined;
    }

    /// <summary>Writes them in pieces of at most this size.</summary>
    public static async Task WriteInChunksAsync(this Stream stream, ReadOnlyMemory<byte> bytes, int chunk)
    {
        while (!bytes.IsEmpty)
        {
            int size = Math.Min(chunk, bytes.Length);
            await stream.WriteAsync(bytes[..size]);
            bytes = bytes[size..];
        }
    }
}
