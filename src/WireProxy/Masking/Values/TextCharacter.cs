using System.Buffers;
using System.Text;

namespace WireProxy.Masking.Values;

/// <summary>
/// Counts characters as the servers do. A byte that is no part of one, which a server with SQL_ASCII can send, is a
/// character of its own.
/// </summary>
internal static class TextCharacter
{
    private const byte EucThreeByteMark = 0x8F;

    /// <summary>The bytes of the character that starts at <paramref name="index"/>.</summary>
    public static int LengthAt(ReadOnlySpan<byte> text, int index, CharacterWidth width)
    {
        if (text[index] < 0x80 || width == CharacterWidth.OneByte)
            return 1;
        if (width == CharacterWidth.Utf8)
            return Rune.DecodeFromUtf8(text[index..], out _, out int consumed) == OperationStatus.Done ? consumed : 1;
        int length = text[index] == EucThreeByteMark ? 3 : 2;
        return text.Length - index >= length && !text.Slice(index, length).ContainsAnyInRange((byte)0, (byte)0x7F) ? length : 1;
    }

    public static int Count(ReadOnlySpan<byte> text, CharacterWidth width)
    {
        if (IsOneByteEach(text, width))
            return text.Length;
        int count = 0;
        for (int at = 0; at < text.Length; at += LengthAt(text, at, width))
            count++;
        return count;
    }

    /// <summary>The bytes of the first <paramref name="characters"/> characters.</summary>
    public static int LengthOf(ReadOnlySpan<byte> text, int characters, CharacterWidth width)
    {
        if (characters >= text.Length)
            return text.Length; // a character has at least one byte
        if (IsOneByteEach(text[..characters], width))
            return characters;
        int length = 0;
        for (; characters > 0 && length < text.Length; characters--)
            length += LengthAt(text, length, width);
        return length;
    }

    private static bool IsOneByteEach(ReadOnlySpan<byte> text, CharacterWidth width) =>
        width == CharacterWidth.OneByte || Ascii.IsValid(text);
}

/// <summary>What a character of a text takes; ASCII is one byte in all of them.</summary>
internal enum CharacterWidth : byte
{
    /// <summary>Unicode scalar values in UTF-8.</summary>
    Utf8,
    OneByte,
    /// <summary>EUC: bytes from 0x80 come in twos and threes, those below are ASCII and stand alone.</summary>
    Euc,
}
