using System.Collections.Frozen;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sessions.MySql.Statements;

/// <summary>
/// Which values of <c>character_set_client</c> can be read byte by byte. In gbk, sjis, big5 and their like a backslash or a
/// quote can be the second half of a character (protocols reference 2.E).
/// </summary>
internal static class ClientCharacterSets
{
    private static readonly FrozenSet<string> Unicode =
        FrozenSet.ToFrozenSet(["utf8", "utf8mb3", "utf8mb4"], StringComparer.OrdinalIgnoreCase);

    // Not swe7, whose 0x5C is a letter.
    private static readonly FrozenSet<string> SingleByte = FrozenSet.ToFrozenSet(
    [
        "ascii", "binary", "latin1", "latin2", "latin5", "latin7", "cp1250", "cp1251", "cp1256", "cp1257", "cp850", "cp852",
        "cp866", "koi8r", "koi8u", "greek", "hebrew", "armscii8", "dec8", "hp8", "geostd8", "keybcs2", "macce", "macroman",
        "tis620",
    ],
    StringComparer.OrdinalIgnoreCase);

    public static EncodingSafety SafetyOf(string name) =>
        Unicode.Contains(name) ? EncodingSafety.AsciiSafe
        : SingleByte.Contains(name) ? EncodingSafety.SingleByte
        : EncodingSafety.AsciiBytesInsideCharacters;
}
