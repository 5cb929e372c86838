using System.Buffers;
using System.Text;

namespace WireProxy.Protocols.MySql.Values;

/// <summary>Finds the characters of a text. A byte that is no part of one is a character of its own.</summary>
public static class TextCharacter
{
    private const byte EucThreeByteMark = 0x8F;

    /// <summary>The bytes of the character that starts at <paramref name="index"/>.</summary>
    public static int LengthAt(ReadOnlySpan<byte> text, int index, CharacterEncoding encoding)
    {
        if (text[index] < 0x80 || encoding is not (CharacterEncoding.Utf8 or CharacterEncoding.Euc))
            return 1;
        if (encoding == CharacterEncoding.Utf8)
            return Rune.DecodeFromUtf8(text[index..], out _, out int consumed) == OperationStatus.Done ? consumed : 1;
        int length = text[index] == EucThreeByteMark ? 3 : 2;
        return text.Length - index >= length && !text.Slice(index, length).ContainsAnyInRange((byte)0, (byte)0x7F) ? length : 1;
    }

    public static int Count(ReadOnlySpan<byte> text, CharacterEncoding encoding)
    {
        if (IsOneByteEach(text, encoding))
            return text.Length;
        int count = 0;
        for (int at = 0; at < text.Length; at += LengthAt(text, at, encoding))
            count++;
        return count;
    }

    /// <summary>The bytes of the first <paramref name="characters"/> characters.</summary>
    public static int LengthOf(ReadOnlySpan<byte> text, int characters, CharacterEncoding encoding)
    {
        if (characters >= text.Length)
            return text.Length; // a character has at least one byte
        if (IsOneByteEach(text[..characters], encoding))
            return characters;
        int length = 0;
        for (; characters > 0 && length < text.Length; characters--)
            length += LengthAt(text, length, encoding);
        return length;
    }

    private static bool IsOneByteEach(ReadOnlySpan<byte> text, CharacterEncoding encoding) =>
        encoding is not (CharacterEncoding.Utf8 or CharacterEncoding.Euc) || Ascii.IsValid(text);
}
