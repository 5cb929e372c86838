using System.Buffers;
using System.Text;

namespace WireProxy.Masking.Values;

/// <summary>
/// Counts characters as the server does: Unicode scalar values. A byte that is no part of one, which a server with
/// SQL_ASCII can send, is a character of its own.
/// </summary>
internal static class Utf8Character
{
    /// <summary>The bytes of the character that starts at <paramref name="index"/>.</summary>
    public static int LengthAt(ReadOnlySpan<byte> text, int index)
    {
        if (text[index] < 0x80)
            return 1;
        return Rune.DecodeFromUtf8(text[index..], out _, out int consumed) == OperationStatus.Done ? consumed : 1;
    }

    public static int Count(ReadOnlySpan<byte> text)
    {
        if (Ascii.IsValid(text))
            return text.Length;
        int count = 0;
        for (int at = 0; at < text.Length; at += LengthAt(text, at))
            count++;
        return count;
    }

    /// <summary>The bytes of the first <paramref name="characters"/> characters.</summary>
    public static int LengthOf(ReadOnlySpan<byte> text, int characters)
    {
        if (characters >= text.Length)
            return text.Length; // a character has at least one byte
        if (Ascii.IsValid(text[..characters]))
            return characters;
        int length = 0;
        for (; characters > 0 && length < text.Length; characters--)
            length += LengthAt(text, length);
        return length;
    }
}
