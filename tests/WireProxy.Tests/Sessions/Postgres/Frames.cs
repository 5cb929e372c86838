using System.Text;
using WireProxy.Protocols.Postgres.Framing;

namespace WireProxy.Tests.Sessions.Postgres;

/// <summary>Takes a stream of messages apart again.</summary>
internal static class Frames
{
    public static byte[] Join(params byte[][] frames) => [.. frames.SelectMany(static frame => frame)];

    /// <summary>The codes of the messages, in order.</summary>
    public static string Codes(byte[] stream) => string.Concat(Split(stream).Select(static frame => (char)frame[0]));

    public static IEnumerable<byte[]> Split(byte[] stream)
    {
        for (int at = 0; at < stream.Length;)
        {
            int length = (int)FrameHeader.Read(stream.AsSpan(at)).TotalLength;
            yield return stream[at..(at + length)];
            at += length;
        }
    }

    /// <summary>Everything readable in the bytes, for asking whether something is in them.</summary>
    public static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
