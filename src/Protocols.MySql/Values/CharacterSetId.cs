namespace WireProxy.Protocols.MySql.Values;

/// <summary>
/// The collation id by which handshakes and column definitions name a character set. An id that is not known to be safe
/// is <see cref="CharacterEncoding.Unsafe"/>: in gbk, sjis, big5, cp932 and gb18030 a backslash or a quote can be the
/// second half of a character, so that two readers see different statements (protocols reference 2.E).
/// </summary>
public readonly record struct CharacterSetId(ushort Value)
{
    public static readonly CharacterSetId Utf8Mb4 = new(45);
    public static readonly CharacterSetId Binary = new(63);

    // MariaDB numbers the NO PAD twin of a collation 1024 higher, and its UCA 14.0.0 collations from 2048 on in blocks
    // of 256: utf8mb3, utf8mb4, ucs2, utf16, utf32.
    private const int NoPadOffset = 1024;
    private const int NoPadEnd = NoPadOffset + 247;
    private const int Uca1400Start = 2048;
    private const int Uca1400Mb4Start = Uca1400Start + 256;
    private const int Uca1400Utf8End = Uca1400Mb4Start + 256;

    // dec8 3 69, cp850 4 80, latin1 5 8 15 31 47-49 94, hp8 6 72, koi8r 7 74, latin2 2 9 21 27 77, ascii 11 65,
    // cp1251 14 23 50-52, hebrew 16 71, tis620 18 89, latin7 20 41 42 79, koi8u 22 75, greek 25 70, cp1250 26 34 44 66
    // 99, cp1257 29 58 59, latin5 30 78, armscii8 32 64, cp866 36 68, keybcs2 37 73, macce 38 43, macroman 39 53, cp852
    // 40 81, cp1256 57 67, geostd8 92 93. Not swe7 (10, 82): its 0x5C is a letter.
    private static ReadOnlySpan<byte> SingleByteIds =>
    [
        2, 3, 4, 5, 6, 7, 8, 9, 11, 14, 15, 16, 18, 20, 21, 22, 23, 25, 26, 27, 29, 30, 31, 32, 34, 36, 37, 38, 39, 40,
        41, 42, 43, 44, 47, 48, 49, 50, 51, 52, 53, 57, 58, 59, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 77, 78,
        79, 80, 81, 89, 92, 93, 94, 99,
    ];

    // ujis 12 91, gb2312 24 86, eucjpms 97 98. Not euckr (19, 85): letters can be its second bytes.
    private static ReadOnlySpan<byte> EucIds => [12, 24, 86, 91, 97, 98];

    public CharacterEncoding Encoding => Value switch
    {
        63 => CharacterEncoding.Binary,
        >= Uca1400Start => Value < Uca1400Utf8End ? CharacterEncoding.Utf8 : CharacterEncoding.Unsafe,
        > NoPadOffset => Value <= NoPadEnd ? EncodingOf(Value - NoPadOffset) : CharacterEncoding.Unsafe,
        _ => EncodingOf(Value),
    };

    /// <summary>Whether quotes and backslashes can be found in a text by looking at bytes.</summary>
    public bool IsAsciiSafe => Encoding != CharacterEncoding.Unsafe;

    /// <summary>By which the length of a column definition counts more than characters; 1 where nothing is known.</summary>
    public int MaxBytesPerCharacter => Encoding switch
    {
        CharacterEncoding.Utf8 => Value < Uca1400Start ? Utf8Width(Value % NoPadOffset) : Utf8Width(Value),
        CharacterEncoding.Euc => Value % NoPadOffset is 24 or 86 ? 2 : 3,
        _ => 1,
    };

    private static int Utf8Width(int id) => IsUtf8Mb3(id) || id is >= Uca1400Start and < Uca1400Mb4Start ? 3 : 4;

    private static CharacterEncoding EncodingOf(int id)
    {
        if (IsUtf8Mb3(id) || IsUtf8Mb4(id))
            return CharacterEncoding.Utf8;
        if (id <= byte.MaxValue && SingleByteIds.Contains((byte)id))
            return CharacterEncoding.SingleByte;
        return id <= byte.MaxValue && EucIds.Contains((byte)id) ? CharacterEncoding.Euc : CharacterEncoding.Unsafe;
    }

    private static bool IsUtf8Mb3(int id) => id is 33 or 76 or 83 or (>= 192 and <= 215) or 223 or (>= 576 and <= 578);

    // 255 to 323 are of MySQL since 8.0, those from 608 on are MariaDB's.
    private static bool IsUtf8Mb4(int id) =>
        id is 45 or 46 or (>= 224 and <= 247) or (>= 255 and <= 323) or (>= 608 and <= 610);
}
