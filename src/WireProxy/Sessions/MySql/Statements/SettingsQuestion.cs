using System.Text;
using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sessions.MySql.Statements;

/// <summary>
/// Asks the server how it reads the session's next text. The values come as bytes of UTF-8, whatever character set results
/// have; no quote and no name in the text depends on the modes that it asks for.
/// </summary>
internal sealed class SettingsQuestion(MySqlSession session) : IServerQuestion
{
    private ServerSettings? _settings;

    public ReadOnlySpan<byte> Text =>
        """
        SELECT CAST(CONVERT(@@session.sql_mode USING utf8mb4) AS BINARY),
        CAST(CONVERT(@@session.character_set_client USING utf8mb4) AS BINARY),
        CAST(CONVERT(@@lower_case_table_names USING utf8mb4) AS BINARY),
        CAST(CONVERT(DATABASE() USING utf8mb4) AS BINARY) LIMIT 1
        """u8;

    /// <summary>Takes the one row: lenenc mode, lenenc character set, lenenc case, lenenc database or NULL.</summary>
    /// <exception cref="MySqlProtocolException">It is no such row.</exception>
    public void AddRow(ReadOnlySpan<byte> row)
    {
        var reader = new PayloadReader(row);
        string modes = Encoding.UTF8.GetString(reader.ReadLengthEncodedString());
        string characterSet = Encoding.UTF8.GetString(reader.ReadLengthEncodedString());
        ReadOnlySpan<byte> nameCase = reader.ReadLengthEncodedString();
        ReadOnlySpan<byte> database = reader.ReadNullableString(out bool isNull);
        reader.End();
        _settings = new ServerSettings(
            ContextOf(modes.Split(','), characterSet),
            nameCase.SequenceEqual("0"u8) ? NameCase.Sensitive : NameCase.Insensitive,
            isNull ? null : Encoding.UTF8.GetString(database));
    }

    public void End(QuestionOutcome outcome)
    {
        if (outcome == QuestionOutcome.Answered)
            session.NoteSettings(_settings);
    }

    private LexicalContext ContextOf(string[] modes, string characterSet) => LexicalContext.MySqlDefault with
    {
        Backslash = modes.Contains("NO_BACKSLASH_ESCAPES") ? BackslashInLiteral.Ordinary : BackslashInLiteral.Escapes,
        DoubleQuotes = modes.Contains("ANSI_QUOTES") ? DoubleQuotes.Identifier : DoubleQuotes.Literal,
        SpaceBeforeArguments = modes.Contains("IGNORE_SPACE") ? SpaceBeforeArguments.Ignored : SpaceBeforeArguments.MakesStoredCall,
        Mode = modes.Contains("ORACLE") || modes.Contains("MSSQL") ? SqlModeSupport.NotSupported : SqlModeSupport.Supported,
        Encoding = ClientCharacterSets.SafetyOf(characterSet),
        Server = session.Server,
    };
}
