namespace WireProxy.Recording.Redaction;

/// <summary>
/// What of a client's messages was not recorded lately: servers quote it in errors and notices over the statement. Remembered
/// by the client's direction and looked for by the server's.
/// </summary>
internal sealed class SecretEchoes
{
    // Shorter ones are found everywhere, and servers cut long ones off.
    private const int Shortest = 4;
    private const int Longest = 256;
    private const int MostSecrets = 32;

    // A statement may be prepared long before it runs, but not that long.
    private const int PiecesRemembered = 64;

    private volatile byte[][] _secrets = [];
    private int _piecesSince;

    /// <summary>There is nothing to look for.</summary>
    public bool IsEmpty => _secrets.Length == 0;

    /// <summary>A piece of the client's bytes went by.</summary>
    /// <param name="piece">As the client sent it.</param>
    /// <param name="secrets">Where its secrets are.</param>
    public void Note(ReadOnlySpan<byte> piece, SecretPlaces secrets)
    {
        if (secrets.Count == 0 && (IsEmpty || ++_piecesSince <= PiecesRemembered))
            return;
        if (secrets.Count == 0)
        {
            _secrets = [];
            return;
        }
        _piecesSince = 0;
        List<byte[]> known = [.. _secrets];
        for (int at = 0; at < secrets.Count; at++)
        {
            if (secrets[at].Length >= Shortest)
                known.Add(piece.Slice(secrets[at].Start, Math.Min(secrets[at].Length, Longest)).ToArray());
        }
        _secrets = [.. known.TakeLast(MostSecrets)];
    }

    /// <param name="text">A message of the server's, or a part of it.</param>
    /// <param name="offset">Where it is in the output.</param>
    /// <param name="places">Gets what repeats a secret, or its beginning.</param>
    public void Find(ReadOnlySpan<byte> text, int offset, SecretPlaces places)
    {
        foreach (byte[] secret in _secrets)
        {
            for (int at = 0; text[at..].IndexOf(secret.AsSpan(0, Shortest)) is >= 0 and var found;)
            {
                int length = text[(at + found)..].CommonPrefixLength(secret);
                places.Add(offset + at + found, length);
                at += found + length;
            }
        }
    }
}
