using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sessions.MySql.Statements;

/// <summary>
/// Settings that a session under policy may not make, because texts could not be read afterwards as the server reads them
/// (protocols reference 2.E). What a text sets to a value that is not known here is asked for before the next text.
/// </summary>
internal static class SettingsRule
{
    private const SessionChange Reading = SessionChange.SqlMode | SessionChange.CharacterSet;

    /// <summary>Why the text is refused, or null.</summary>
    public static string? FindFault(StatementBatch batch)
    {
        foreach (StatementSummary statement in batch.Statements)
        {
            if (statement.SqlMode is { } mode && mode.Modes.HasFlag(SqlModes.NotSupported))
                return "statements can not be inspected under the sql_mode ORACLE or MSSQL";
            if (statement.CharacterSet is { } name && ClientCharacterSets.SafetyOf(name) == EncodingSafety.AsciiBytesInsideCharacters)
                return $"statements can not be inspected in the character set {name}; use utf8mb4";
            if ((statement.SessionChange & Reading) == SessionChange.None)
                continue;
            if (statement.SessionChange.HasFlag(SessionChange.GlobalSettings))
                return "sql_mode and character sets can be set for this session only";
            if (batch.Statements.Length > 1)
                return "sql_mode and character sets can be set by a statement of its own only";
        }
        return null;
    }
}
