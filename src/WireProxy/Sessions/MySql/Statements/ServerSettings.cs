using WireProxy.Protocols.MySql.Messages;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sessions.MySql.Statements;

/// <summary>What decides how the server reads a session's next text, as the server itself told.</summary>
/// <param name="Context">Quotes, escapes, character set, version.</param>
/// <param name="NameCase">How it compares names of tables and databases.</param>
/// <param name="Database">Where unqualified names are looked up; null for nowhere.</param>
internal sealed record ServerSettings(LexicalContext Context, NameCase NameCase, string? Database)
{
    /// <summary>Whether the flags in a later packet still say the same (protocols reference 2.A).</summary>
    public bool Agree(ServerStatus status) =>
        status.HasFlag(ServerStatus.NoBackslashEscapes) == (Context.Backslash == BackslashInLiteral.Ordinary)
        && (Context.Server.Family != ServerFamily.MariaDb
            || status.HasFlag(ServerStatus.AnsiQuotes) == (Context.DoubleQuotes == DoubleQuotes.Identifier));
}

/// <summary>The server's <c>lower_case_table_names</c>: 0 is sensitive, 1 and 2 are not.</summary>
internal enum NameCase : byte
{
    Sensitive,
    Insensitive,
}
