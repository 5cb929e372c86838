using System.Runtime.CompilerServices;

namespace WireProxy.Cli.Check;

/// <summary>Splits a stream at its zero bytes. What follows the last one counts unless it is empty.</summary>
internal static class NulSeparated
{
    public static async IAsyncEnumerable<byte[]> ReadAsync(Stream input, [EnumeratorCancellation] CancellationToken cancellation)
    {
        byte[] buffer = new byte[64 * 1024];
        using var text = new MemoryStream();
        while (await input.ReadAsync(buffer, cancellation) is var read and > 0)
        {
            int start = 0;
            while (Array.IndexOf(buffer, (byte)0, start, read - start) is var end and >= 0)
            {
                text.Write(buffer, start, end - start);
                yield return text.ToArray();
                text.SetLength(0);
                start = end + 1;
            }
            text.Write(buffer, start, read - start);
        }
        if (text.Length > 0)
            yield return text.ToArray();
    }
}
