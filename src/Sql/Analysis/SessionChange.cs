namespace WireProxy.Sql.Analysis;

/// <summary>
/// What a statement may change about the reading of texts that come after it. Later statements of the same text are
/// partial already.
/// </summary>
[Flags]
public enum SessionChange : byte
{
    None = 0,
    SqlMode = 1,
    CharacterSet = 2,

    /// <summary>It sets something under GLOBAL or PERSIST, so other sessions may change, too.</summary>
    GlobalSettings = 4,

    /// <summary>It runs a text that was prepared earlier.</summary>
    Unknown = 8,
}
