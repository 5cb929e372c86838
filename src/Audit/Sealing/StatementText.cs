using System.Buffers;
using System.Text;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Sealing;

/// <summary>A text that statements of a chunk have: the catalog keeps each once, searches it, and knows which sessions ran it.</summary>
/// <param name="Digest">Names it.</param>
/// <param name="Sql">The text.</param>
/// <param name="Kind">What it is, in the policy's words: the same text is of the same kind.</param>
public sealed record StatementText(Digest Digest, string Sql, string? Kind)
{
    public static StatementText Of(string sql, string? kind) => new(DigestOf(sql, kind), sql, kind);

    /// <summary>SHA-256 over the kind, a zero byte and the text, in UTF-8.</summary>
    public static Digest DigestOf(string sql, string? kind)
    {
        byte[] utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(sql.Length + 1 + (kind?.Length ?? 0)));
        int length = Encoding.UTF8.GetBytes(kind ?? "", utf8);
        utf8[length++] = 0;
        length += Encoding.UTF8.GetBytes(sql, utf8.AsSpan(length));
        Digest digest = Digest.Of(utf8.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(utf8);
        return digest;
    }
}
