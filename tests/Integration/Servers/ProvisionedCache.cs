namespace WireProxy.Integration.Servers;

/// <summary>Where test.sh keeps what it downloads.</summary>
internal static class ProvisionedCache
{
    public static string Folder { get; } = Environment.GetEnvironmentVariable("WIREPROXY_CACHE")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache/wireproxy");
}
