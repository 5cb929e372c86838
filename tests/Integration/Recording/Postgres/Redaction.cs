using System.Buffers.Binary;

namespace WireProxy.Integration.Recording.Postgres;

/// <summary>Zeroes in a capture what a recording must not hold: authentication secrets and cancel keys.</summary>
internal static class Redaction
{
    private const int CancelRequest = 80877102;
    private const int SslRequest = 80877103;
    private const int GssEncRequest = 80877104;

    /// <summary>A client's bytes: the bodies of its 'p' messages, and the key of a CancelRequest.</summary>
    public static byte[] OfClient(byte[] captured)
    {
        byte[] bytes = [.. captured];
        int at = 0;
        while (at + 8 <= bytes.Length)
        {
            int code = Word(bytes, at + 4), length = Word(bytes, at);
            if (code == CancelRequest)
                bytes.AsSpan(12).Clear();
            at += length;
            if (code is not (SslRequest or GssEncRequest))
                break;
        }
        foreach ((int body, int length) in Frames(bytes, at))
        {
            if (bytes[body - 5] == 'p')
                bytes.AsSpan(body, length).Clear();
        }
        return bytes;
    }

    /// <summary>A server's bytes: salts, SCRAM data, and the key of BackendKeyData. The process id stays.</summary>
    public static byte[] OfServer(byte[] captured)
    {
        byte[] bytes = [.. captured];
        int at = 0;
        while (at < bytes.Length && bytes[at] == 'N' && (at + 5 > bytes.Length || Word(bytes, at + 1) is < 4 or > 1 << 20))
            at++;
        foreach ((int body, int length) in Frames(bytes, at))
        {
            char code = (char)bytes[body - 5];
            if (code == 'K' || (code == 'R' && Word(bytes, body) is 5 or 11 or 12))
                bytes.AsSpan(body + 4, length - 4).Clear();
        }
        return bytes;
    }

    private static IEnumerable<(int Body, int Length)> Frames(byte[] bytes, int at)
    {
        while (at + 5 <= bytes.Length)
        {
            int length = Word(bytes, at + 1);
            if (at + 1 + length > bytes.Length)
                break;
            yield return (at + 5, length - 4);
            at += 1 + length;
        }
    }

    private static int Word(byte[] bytes, int at) => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
}
