using System.Security.Cryptography;
using System.Text;

namespace WireProxy.Integration.Wire.MySql;

/// <summary>What a client answers to a scramble.</summary>
internal static class Passwords
{
    public static byte[] Answer(string plugin, string password, byte[] scramble) => plugin switch
    {
        _ when password.Length == 0 => [],
        "mysql_native_password" => Native(password, scramble),
        "caching_sha2_password" => CachingSha2(password, scramble),
        "sha256_password" => [1],
        "mysql_clear_password" => Clear(password),
        _ => throw new InvalidOperationException($"the test client does not know {plugin}"),
    };

    public static byte[] Clear(string password) => [.. Encoding.UTF8.GetBytes(password), 0];

    /// <summary>The password under the server's RSA key, for a link without TLS.</summary>
    public static byte[] Encrypted(string password, byte[] scramble, string pem)
    {
        using var key = RSA.Create();
        key.ImportFromPem(pem);
        return key.Encrypt(Xor(Clear(password), scramble), RSAEncryptionPadding.OaepSHA1);
    }

#pragma warning disable CA5350 // The protocol's own choice (Secure Password Authentication).
    private static byte[] Native(string password, byte[] scramble)
    {
        byte[] once = SHA1.HashData(Encoding.UTF8.GetBytes(password));
        return Xor(once, SHA1.HashData([.. scramble, .. SHA1.HashData(once)]));
    }
#pragma warning restore CA5350

    private static byte[] CachingSha2(string password, byte[] scramble)
    {
        byte[] once = SHA256.HashData(Encoding.UTF8.GetBytes(password));
        return Xor(once, SHA256.HashData([.. SHA256.HashData(once), .. scramble]));
    }

    private static byte[] Xor(byte[] text, byte[] key) => [.. text.Select((value, i) => (byte)(value ^ key[i % key.Length]))];
}
