using System.Buffers.Text;

namespace WireProxy.Configuration;

/// <summary>The key of the Hash mask as a file holds it: base64 text, or the bytes themselves.</summary>
internal static class HashKey
{
    public const int LeastBytes = 32;

    /// <summary>Base64 when the whole content is base64 of a long enough key; else the content as it is.</summary>
    public static byte[] Decode(byte[] content)
    {
        byte[] decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(content.Length)];
        bool isBase64 = Base64.IsValid(content, out int length) && length >= LeastBytes;
        if (!isBase64 || Base64.DecodeFromUtf8(content, decoded, out _, out int written) != System.Buffers.OperationStatus.Done)
            return content;
        return decoded[..written];
    }
}
