using WireProxy.Sql.Lexing;

namespace WireProxy.Sessions.Postgres;

/// <summary>Client encodings by whether their multi-byte characters contain ASCII bytes (protocols reference 1.E).</summary>
internal static class ClientEncodings
{
    /// <param name="name">The value of <c>client_encoding</c> as the server reports it.</param>
    public static EncodingSafety SafetyOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("BIG5"u8) || name.SequenceEqual("GBK"u8) || name.SequenceEqual("UHC"u8)
        || name.SequenceEqual("GB18030"u8) || name.SequenceEqual("JOHAB"u8) || name.SequenceEqual("SJIS"u8)
        || name.SequenceEqual("SHIFT_JIS_2004"u8)
            ? EncodingSafety.AsciiBytesInsideCharacters
            : EncodingSafety.AsciiSafe;
}
