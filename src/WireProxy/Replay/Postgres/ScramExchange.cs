using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WireProxy.Replay.Sandbox;

namespace WireProxy.Replay.Postgres;

/// <summary>The client's side of SCRAM-SHA-256 without channel binding (RFC 5802, RFC 7677).</summary>
internal sealed class ScramExchange(string password)
{
    private const string Gs2Header = "n,,";
    private const int MostIterations = 100_000;

    // The server takes the name from the StartupMessage.
    private readonly string _first = $"n=,r={Convert.ToBase64String(RandomNumberGenerator.GetBytes(18))}";
    private byte[] _serverSignature = [];

    public string ClientFirst => Gs2Header + _first;

    /// <exception cref="SandboxException">The server does not keep to the exchange.</exception>
    public string ClientFinal(string serverFirst)
    {
        string[] parts = serverFirst.Split(',');
        if (parts is not [['r', '=', .. var nonce], ['s', '=', .. var salt], ['i', '=', .. var iterations], ..]
            || !nonce.StartsWith(_first[(_first.IndexOf(",r=", StringComparison.Ordinal) + 3)..], StringComparison.Ordinal)
            || !int.TryParse(iterations, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count is < 1 or > MostIterations)
            throw new SandboxException("the sandbox broke the SCRAM exchange");
        byte[] salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), Convert.FromBase64String(salt), count, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        string withoutProof = $"c={Convert.ToBase64String(Encoding.ASCII.GetBytes(Gs2Header))},r={nonce}";
        byte[] message = Encoding.UTF8.GetBytes($"{_first},{serverFirst},{withoutProof}");
        byte[] clientKey = HMACSHA256.HashData(salted, "Client Key"u8);
        byte[] signature = HMACSHA256.HashData(SHA256.HashData(clientKey), message);
        _serverSignature = HMACSHA256.HashData(HMACSHA256.HashData(salted, "Server Key"u8), message);
        byte[] proof = [.. clientKey.Zip(signature, (key, sign) => (byte)(key ^ sign))];
        return $"{withoutProof},p={Convert.ToBase64String(proof)}";
    }

    /// <summary>Whether the server has proven that it knows the password, too.</summary>
    public bool IsProof(string serverFinal) =>
        serverFinal.StartsWith("v=", StringComparison.Ordinal) && _serverSignature.Length > 0
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(serverFinal[2..]), Encoding.ASCII.GetBytes(Convert.ToBase64String(_serverSignature)));
}
