using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace WireProxy.Configuration.Validators;

/// <summary>An endpoint that offers TLS has a certificate and the key that belongs to it.</summary>
internal static class ClientTlsValidator
{
    public static void Validate(ProxyOptions options, ReadingLog log)
    {
        foreach (EndpointOptions endpoint in options.Endpoints)
        {
            ClientTlsOptions tls = endpoint.ClientTls;
            string path = $"{endpoint.Path}:ClientTls";
            FileState certificate = Check($"{path}:Certificate", tls.Certificate, tls.Mode, log);
            FileState key = Check($"{path}:Key", tls.Key, tls.Mode, log);
            if (certificate == FileState.Found && key == FileState.Found)
                CheckPair(path, tls, log);
        }
    }

    private static FileState Check(string path, string? file, ClientTlsMode mode, ReadingLog log)
    {
        if (File.Exists(file))
            return FileState.Found;
        if (!string.IsNullOrEmpty(file))
            log.Wrong(path, $"'{file}': no such file");
        else if (mode != ClientTlsMode.Disable)
            log.Wrong(path, $"is missing: Mode {mode} needs it");
        return FileState.Missing;
    }

    private static void CheckPair(string path, ClientTlsOptions tls, ReadingLog log)
    {
        try
        {
            using X509Certificate2 pair = X509Certificate2.CreateFromPemFile(tls.Certificate!, tls.Key);
        }
        catch (Exception unusable) when (unusable is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            log.Wrong(path, $"certificate and key can not be used: {unusable.Message}");
        }
    }

    private enum FileState
    {
        Missing,
        Found,
    }
}
