namespace WireProxy.Sql.Analysis;

/// <summary>A new <c>sql_mode</c> as far as it decides how text is read.</summary>
/// <param name="Modes">The modes that are on afterwards.</param>
/// <param name="Earlier">Whether modes that were on before stay on, as after <c>concat(@@sql_mode, ..)</c>.</param>
public readonly record struct SqlModeChange(SqlModes Modes, EarlierModes Earlier);

/// <summary>The parts of <c>sql_mode</c> that matter to a reader of text.</summary>
[Flags]
public enum SqlModes : byte
{
    None = 0,
    AnsiQuotes = 1,
    NoBackslashEscapes = 2,
    IgnoreSpace = 4,

    /// <summary>MSSQL or ORACLE: texts can not be read afterwards.</summary>
    NotSupported = 8,
}

/// <summary>What becomes of the modes that a SET of <c>sql_mode</c> does not name.</summary>
public enum EarlierModes : byte
{
    Replaced,
    Kept,
}
