using WireProxy.Integration.Servers;

namespace WireProxy.Integration.Proxy;

/// <summary>The certificate that the proxies under test show.</summary>
internal static class ProxyCertificate
{
    private static readonly Lazy<(string, string)> LazyFiles = new(Make);

    /// <summary>Its file and that of its key.</summary>
    public static (string Certificate, string Key) Files => LazyFiles.Value;

    private static (string Certificate, string Key) Make()
    {
        string folder = Directory.CreateTempSubdirectory("wireproxy-cert-").FullName;
        Leftovers.Add(folder);
        (string certificate, string key) = (Path.Combine(folder, "proxy.crt"), Path.Combine(folder, "proxy.key"));
        ServerCertificate.Write(certificate, key);
        return (certificate, key);
    }
}
