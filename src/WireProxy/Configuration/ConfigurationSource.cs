using System.Security.Cryptography;

namespace WireProxy.Configuration;

/// <summary>Where a running proxy has its configuration from, and whether that has changed since.</summary>
/// <param name="path">As the command line names the file; null for the default one.</param>
internal sealed class ConfigurationSource(string? path)
{
    private FilePresence _presence;

    public string File { get; } = Path.GetFullPath(path ?? ConfigurationFile.DefaultName);

    /// <summary>What was last loaded, right or wrong.</summary>
    public string LoadedContent { get; private set; } = "";

    public ConfigurationResult Load()
    {
        LoadedContent = ReadContent();
        // Environment variables alone would be a configuration, too, but not the one that was there.
        if (_presence == FilePresence.Needed && LoadedContent.Length == 0)
            return ConfigurationResult.Failed(File, "no such file");
        ConfigurationResult result = ConfigurationFile.Load(path);
        if (result.IsValid && LoadedContent.Length > 0)
            _presence = FilePresence.Needed;
        return result;
    }

    /// <summary>The digest of the file as it is now; empty where it can not be read.</summary>
    public string ReadContent()
    {
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(File)));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private enum FilePresence : byte
    {
        Optional,
        Needed,
    }
}
