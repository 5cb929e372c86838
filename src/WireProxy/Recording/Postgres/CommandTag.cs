using System.Buffers.Text;
using System.Text;

namespace WireProxy.Recording.Postgres;

/// <summary>The tag of a CommandComplete: a command and, for those that have one, a row count at its end.</summary>
internal static class CommandTag
{
    /// <param name="body">The tag with its NUL: <c>SELECT 5</c>, <c>INSERT 0 5</c>, <c>BEGIN</c>.</param>
    public static long? RowsOf(ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> tag = body.TrimEnd((byte)0);
        ReadOnlySpan<byte> last = tag[(tag.LastIndexOf((byte)' ') + 1)..];
        return Utf8Parser.TryParse(last, out long rows, out int read) && read == last.Length && rows >= 0 ? rows : null;
    }

    public static string TextOf(ReadOnlySpan<byte> body) => Encoding.UTF8.GetString(body.TrimEnd((byte)0));
}
