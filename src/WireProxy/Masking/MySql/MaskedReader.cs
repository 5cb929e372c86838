using System.Collections.Immutable;
using WireProxy.Masking.MySql.Catalog;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Masking.MySql;

/// <summary>
/// Reads a text against a catalog: what each of its statements returns that is masked, and what it does that masks could
/// not follow. Views, routines and triggers are read in the same way as what a client sends.
/// </summary>
internal static class MaskedReader
{
    public static ImmutableArray<MaskedStatement> Read(ReadOnlySpan<byte> text, LexicalContext context, CatalogView catalog) =>
        Read(MySqlAnalyzer.Analyze(text, context, catalog), text, CodeUse.Sent, context, catalog);

    /// <summary>Reads a text that was analysed before, with the shapes of the catalog.</summary>
    public static ImmutableArray<MaskedStatement> Read(StatementBatch batch, ReadOnlySpan<byte> text, LexicalContext context, CatalogView catalog) =>
        Read(batch, text, CodeUse.Sent, context, catalog);

    /// <summary>Reads the text that once defined a routine or trigger.</summary>
    public static ImmutableArray<MaskedStatement> ReadStored(ReadOnlySpan<byte> text, LexicalContext context, CatalogView catalog) =>
        Read(MySqlAnalyzer.Analyze(text, context, catalog), text, CodeUse.Stored, context, catalog);

    private static ImmutableArray<MaskedStatement> Read(
        StatementBatch batch, ReadOnlySpan<byte> text, CodeUse use, LexicalContext context, CatalogView catalog)
    {
        var read = ImmutableArray.CreateBuilder<MaskedStatement>(batch.Statements.Length);
        foreach (StatementSummary statement in batch.Statements)
        {
            // A variable is a name behind an @; an @ elsewhere, in a literal, costs a mask too many.
            bool usesVariables = catalog.Variables == VariableContent.Unknown && text[statement.Text].Contains((byte)'@');
            read.Add(new StatementReader(statement, use, context.Server.Family, catalog).Read(usesVariables ? VariableContent.Unknown : VariableContent.Harmless));
            // The statements behind a USE run only if it succeeds.
            if (statement.UsesDatabase is { } database)
                catalog = catalog.In(database);
        }
        return read.MoveToImmutable();
    }
}
