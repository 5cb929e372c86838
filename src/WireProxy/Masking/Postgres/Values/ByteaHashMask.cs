using System.Buffers;
using System.Security.Cryptography;
using WireProxy.Masking.Values;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Masking.Postgres.Values;

/// <summary>The 32 bytes of the hash. Text values, in either <c>bytea_output</c>, are decoded first so that formats agree.</summary>
internal sealed class ByteaHashMask(MaskKey key, FieldFormat format) : ValueMask
{
    private const int MaxTextLength = 2 + (HMACSHA256.HashSizeInBytes * 2);
    private const int StackLength = 256;

    public override long MaxLength(int valueLength) =>
        format == FieldFormat.Text ? MaxTextLength : HMACSHA256.HashSizeInBytes;

    public override int Write(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        if (format == FieldFormat.Binary)
        {
            key.Authenticate(value, destination);
            return HMACSHA256.HashSizeInBytes;
        }
        byte[]? rented = value.Length > StackLength ? ArrayPool<byte>.Shared.Rent(value.Length) : null;
        Span<byte> decoded = rented ?? stackalloc byte[StackLength];
        int length = ByteaText.Decode(value, decoded);
        int written = length < 0 ? WriteText(default, destination) : WriteHash(decoded[..length], destination);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return written;
    }

    private int WriteHash(ReadOnlySpan<byte> message, Span<byte> destination)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        key.Authenticate(message, mac);
        return WriteText(mac, destination);
    }

    private static int WriteText(ReadOnlySpan<byte> bytes, Span<byte> destination)
    {
        @"\x"u8.CopyTo(destination);
        Convert.TryToHexStringLower(bytes, destination[2..], out int written);
        return written + 2;
    }
}
