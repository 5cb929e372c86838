using System.Buffers;
using System.Text;
using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sessions.MySql.Statements;

/// <summary>
/// Asks the server how it reads the session's next text. The values come as bytes of UTF-8, whatever character set results
/// have; no quote and no name in the text depends on the modes that it asks for.
/// </summary>
internal sealed class SettingsQuestion(ServerVersion server)
{
    private static ReadOnlySpan<byte> Text =>
        "SELECT CAST(CONVERT(@@session.sql_mode USING utf8mb4) AS BINARY), CAST(CONVERT(@@session.character_set_client USING utf8mb4) AS BINARY), CAST(CONVERT(@@lower_case_table_names USING utf8mb4) AS BINARY), CAST(CONVERT(DATABASE() USING utf8mb4) AS BINARY)"u8;

    /// <summary>Null until the server has answered, and for good if it answered with an error.</summary>
    public ServerSettings? Answer { get; private set; }

    public static void Write(CapabilityFlags capabilities, IBufferWriter<byte> output)
    {
        PayloadWriter payload = new PayloadWriter().Begin().Byte((byte)CommandCode.Query);
        if (capabilities.HasFlag(CapabilityFlags.QueryAttributes))
            payload.LengthEncodedInteger(0).LengthEncodedInteger(1);
        PacketWriter.Write(payload.Bytes(Text).End(), sequence: 0, output);
    }

    /// <summary>Takes the one row: lenenc mode, lenenc character set, lenenc case, lenenc database or NULL.</summary>
    /// <exception cref="MySqlProtocolException">It is no such row.</exception>
    public void Read(ReadOnlySpan<byte> row)
    {
        var reader = new PayloadReader(row);
        string modes = Encoding.UTF8.GetString(reader.ReadLengthEncodedString());
        string characterSet = Encoding.UTF8.GetString(reader.ReadLengthEncodedString());
        ReadOnlySpan<byte> nameCase = reader.ReadLengthEncodedString();
        ReadOnlySpan<byte> database = reader.ReadNullableString(out bool isNull);
        reader.End();
        Answer = new ServerSettings(
            ContextOf(modes.Split(','), characterSet),
            nameCase.SequenceEqual("0"u8) ? NameCase.Sensitive : NameCase.Insensitive,
            isNull ? null : Encoding.UTF8.GetString(database));
    }

    private LexicalContext ContextOf(string[] modes, string characterSet) => LexicalContext.MySqlDefault with
    {
        Backslash = modes.Contains("NO_BACKSLASH_ESCAPES") ? BackslashInLiteral.Ordinary : BackslashInLiteral.Escapes,
        DoubleQuotes = modes.Contains("ANSI_QUOTES") ? DoubleQuotes.Identifier : DoubleQuotes.Literal,
        SpaceBeforeArguments = modes.Contains("IGNORE_SPACE") ? SpaceBeforeArguments.Ignored : SpaceBeforeArguments.MakesStoredCall,
        Mode = modes.Contains("ORACLE") || modes.Contains("MSSQL") ? SqlModeSupport.NotSupported : SqlModeSupport.Supported,
        Encoding = ClientCharacterSets.SafetyOf(characterSet),
        Server = server,
    };
}
