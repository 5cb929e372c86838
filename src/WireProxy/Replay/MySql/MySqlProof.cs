using System.Security.Cryptography;
using System.Text;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Replay.Sandbox;

namespace WireProxy.Replay.MySql;

/// <summary>Proofs of a password for MySQL's authentication methods (protocols reference 2.B).</summary>
internal static class MySqlProof
{
    public const string Native = "mysql_native_password";
    public const string CachingSha2 = "caching_sha2_password";
    public const string Clear = "mysql_clear_password";

    /// <exception cref="SandboxException">The method is none that a replay has.</exception>
    public static byte[] Of(string method, string password, ReadOnlySpan<byte> scramble) => method switch
    {
        _ when password.Length == 0 && method != Clear => [],
        Native => OfNative(Encoding.UTF8.GetBytes(password), scramble[..HandshakeV10.ScrambleSize]),
        CachingSha2 => OfCachingSha2(Encoding.UTF8.GetBytes(password), scramble[..HandshakeV10.ScrambleSize]),
        Clear => Terminated(password),
        _ => throw new SandboxException($"the sandbox asks for the authentication method {method}, which a replay does not have"),
    };

    /// <summary>The password for a server that wants it itself, with its NUL.</summary>
    public static byte[] Terminated(string password) => Encoding.UTF8.GetBytes(password + '\0');

    /// <summary>The password for the owner of the key alone.</summary>
    public static byte[] Encrypted(string password, ReadOnlySpan<byte> scramble, string publicKey)
    {
        byte[] masked = Terminated(password);
        for (int i = 0; i < masked.Length; i++)
            masked[i] ^= scramble[i % HandshakeV10.ScrambleSize];
        using var rsa = RSA.Create();
        rsa.ImportFromPem(publicKey);
        return rsa.Encrypt(masked, RSAEncryptionPadding.OaepSHA1);
    }

#pragma warning disable CA5350 // The server's choice of method, not ours.
    private static byte[] OfNative(byte[] password, ReadOnlySpan<byte> scramble)
    {
        byte[] once = SHA1.HashData(password);
        byte[] salted = SHA1.HashData([.. scramble, .. SHA1.HashData(once)]);
        return [.. once.Zip(salted, (left, right) => (byte)(left ^ right))];
    }
#pragma warning restore CA5350

    private static byte[] OfCachingSha2(byte[] password, ReadOnlySpan<byte> scramble)
    {
        byte[] once = SHA256.HashData(password);
        byte[] salted = SHA256.HashData([.. SHA256.HashData(once), .. scramble]);
        return [.. once.Zip(salted, (left, right) => (byte)(left ^ right))];
    }
}
