using System.Collections.Immutable;
using System.Text;
using WireProxy.Sql.Lexing;

namespace WireProxy.Masking.MySql.Catalog;

/// <summary>
/// Reads the bodies of routines and triggers. The catalog has them without their heads; behind any head that fits they
/// are what CREATE was given. A trigger's body does what a procedure's can.
/// </summary>
internal static class StoredCode
{
    public const string FunctionHead = "CREATE FUNCTION f() RETURNS INT ";
    public const string ProcedureHead = "CREATE PROCEDURE p() ";

    /// <summary>What the body does; null where it can not be read at all.</summary>
    public static MaskedStatement? Read(CodeText code, string head, string database, MaskedObjects objects, CatalogPass pass)
    {
        var view = new CatalogView(objects, database, pass);
        ImmutableArray<MaskedStatement> read = MaskedReader.ReadStored(Encoding.UTF8.GetBytes(head + code.Sql), ContextOf(code.SqlMode, pass.Stored), view);
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
