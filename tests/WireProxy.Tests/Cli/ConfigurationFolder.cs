using WireProxy.Tests.Configuration;

namespace WireProxy.Tests.Cli;

/// <summary>A folder with a configuration file, gone when the test ends.</summary>
internal sealed class ConfigurationFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wireproxy-cli");

    /// <param name="section">The members of the WireProxy section besides its endpoint.</param>
    public static ConfigurationFolder Holding(string section) => OfText($$"""{ "WireProxy": { {{Configured.Endpoint}}, {{section}} } }""");

    public static ConfigurationFolder OfText(string json)
    {
        var folder = new ConfigurationFolder();
        System.IO.File.WriteAllText(folder.File, json);
        return folder;
    }

    public string Path => _folder.FullName;

    public string File => System.IO.Path.Combine(Path, "appsettings.json");

    public string Write(string name, ReadOnlySpan<byte> content)
    {
        string path = System.IO.Path.Combine(Path, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
