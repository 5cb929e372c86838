using System.Text;
using WireProxy.Masking;
using WireProxy.Masking.Postgres.Values;
using WireProxy.Masking.Values;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Tests.Masking.Postgres.Values;

/// <summary>Runs one value through one mask, in a destination of exactly the announced size.</summary>
internal static class Masked
{
    /// <summary>The bytes 0, 1, .. 31: what the golden hashes were computed with, outside this program.</summary>
    public static MaskKey Key { get; } = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    public static string? Text(MaskSpec spec, string value, uint oid = TypeOid.Text, int modifier = -1)
    {
        byte[]? text = Bytes(spec, Encoding.UTF8.GetBytes(value), oid, FieldFormat.Text, modifier);
        if (PostgresTextType.TryGet(oid, modifier, out _))
            Assert.Equal(text, Bytes(spec, Encoding.UTF8.GetBytes(value), oid, FieldFormat.Binary, modifier));
        return text is null ? null : Encoding.UTF8.GetString(text);
    }

    public static string? Binary(MaskSpec spec, string hex, uint oid, int modifier = -1) =>
        Bytes(spec, Convert.FromHexString(hex), oid, FieldFormat.Binary, modifier) is { } bytes
            ? Convert.ToHexStringLower(bytes)
            : null;

    public static byte[]? Bytes(MaskSpec spec, byte[] value, uint oid, FieldFormat format, int modifier = -1)
    {
        PostgresMask mask = PostgresMask.For(spec, oid, format, modifier, Key);
        byte[] destination = new byte[mask.MaxLength(value.Length)];
        int written = mask.Write(value, destination);
        return written == ValueRewriter.Null ? null : destination[..written];
    }
}
