namespace WireProxy.Protocols.MySql.Values;

/// <summary>How the bytes of a text make characters, as far as lexing and masking need to know.</summary>
public enum CharacterEncoding : byte
{
    /// <summary>A byte below 0x80 may be a part of another character, or another character altogether: never safe to read as ASCII.</summary>
    Unsafe,

    /// <summary>One byte is one character; those below 0x80 are ASCII.</summary>
    SingleByte,

    /// <summary>utf8mb3 or utf8mb4.</summary>
    Utf8,

    /// <summary>EUC: bytes from 0x80 come in twos and threes, those below are ASCII and stand alone.</summary>
    Euc,

    /// <summary>Bytes, not characters.</summary>
    Binary,
}
