using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WireProxy.Integration.Wire.Postgres;

/// <summary>The client's side of SCRAM-SHA-256 without channel binding (RFC 5802, RFC 7677).</summary>
internal sealed class ScramClient(string password)
{
    private readonly string _nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
    private byte[] _expectedSignature = [];

    public string Password => password;

    /// <summary>The gs2 header; a test may lie here.</summary>
    public string Gs2Header { get; init; } = "n,,";

    /// <summary>Changes the client-final-message before it leaves; a test may lie here, too.</summary>
    public Func<string, string> Tamper { get; init; } = message => message;

    private string FirstBare => $"n=,r={_nonce}";

    public string First() => Gs2Header + FirstBare;

    public string Final(string serverFirst)
    {
        string[] parts = serverFirst.Split(',');
        byte[] salt = Convert.FromBase64String(parts[1][2..]);
        int iterations = int.Parse(parts[2][2..], CultureInfo.InvariantCulture);
        byte[] salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, 32);
        byte[] clientKey = HMACSHA256.HashData(salted, "Client Key"u8);
        string binding = Convert.ToBase64String(Encoding.ASCII.GetBytes(Gs2Header));
        string withoutProof = $"c={binding},{parts[0]}";
        byte[] authMessage = Encoding.ASCII.GetBytes($"{FirstBare},{serverFirst},{withoutProof}");
        byte[] proof = HMACSHA256.HashData(SHA256.HashData(clientKey), authMessage);
        for (int i = 0; i < proof.Length; i++)
            proof[i] ^= clientKey[i];
        _expectedSignature = HMACSHA256.HashData(HMACSHA256.HashData(salted, "Server Key"u8), authMessage);
        return Tamper($"{withoutProof},p={Convert.ToBase64String(proof)}");
    }

    /// <summary>Checks the server's signature; nothing is to be sent.</summary>
    public byte[]? Verify(string serverFinal)
    {
        Assert.Equal("v=" + Convert.ToBase64String(_expectedSignature), serverFinal);
        return null;
    }
}
