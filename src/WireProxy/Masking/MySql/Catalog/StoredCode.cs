using System.Collections.Immutable;
using System.Text;
using WireProxy.Sql.Lexing;

namespace WireProxy.Masking.MySql.Catalog;

/// <summary>
/// Reads the bodies of routines and triggers, which the catalog has without the heads that CREATE was given.
/// </summary>
internal static class StoredCode
{
    // A body is one statement, often a block. Inside a block it may return, and refer to NEW and OLD, as well.
    private const string Head = "BEGIN NOT ATOMIC ", Tail = "; END";

    /// <summary>What the body does; null where it can not be read at all.</summary>
    public static MaskedStatement? Read(CodeText code, string database, MaskedObjects objects, CatalogPass pass)
    {
        var view = new CatalogView(objects, database, pass);
        ImmutableArray<MaskedStatement> read = MaskedReader.ReadStored(Encoding.UTF8.GetBytes(Head + code.Sql + Tail), ContextOf(code.SqlMode, pass.Stored), view);
        return read is [var body] ? body : null;
    }

    /// <summary>A routine runs, and is read, under the mode in which it was created.</summary>
    private static LexicalContext ContextOf(string sqlMode, LexicalContext context)
    {
        foreach (string mode in sqlMode.Split(','))
        {
            context = mode.ToUpperInvariant() switch
            {
                "ANSI_QUOTES" or "ANSI" or "DB2" or "POSTGRESQL" or "MAXDB" => context with { DoubleQuotes = DoubleQuotes.Identifier },
                "NO_BACKSLASH_ESCAPES" => context with { Backslash = BackslashInLiteral.Ordinary },
                "IGNORE_SPACE" => context with { SpaceBeforeArguments = SpaceBeforeArguments.Ignored },
                "ORACLE" or "MSSQL" => context with { Mode = SqlModeSupport.NotSupported },
                _ => context,
            };
        }
        return context;
    }
}
