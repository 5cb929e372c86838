using System.Security;

namespace WireProxy.Configuration.Readers;

/// <summary>Reads <c>Masking</c> and the key file that it names.</summary>
internal static class MaskingReader
{
    public static MaskingOptions Read(SectionReader section)
    {
        string? file = section.Text("HashKeyFile");
        section.RejectUnknownKeys();
        if (file is null)
            return new MaskingOptions();
        byte[] key = [];
        try
        {
            key = HashKey.Decode(File.ReadAllBytes(file));
            if (key.Length < HashKey.LeastBytes)
                section.Wrong("HashKeyFile", $"'{file}' holds {key.Length} bytes; a key has at least {HashKey.LeastBytes}");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or SecurityException or ArgumentException)
        {
            section.Wrong("HashKeyFile", unreadable.Message);
        }
        return new MaskingOptions { HashKeyFile = file, HashKey = key };
    }
}
