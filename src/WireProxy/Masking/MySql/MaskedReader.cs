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
        Read(MySqlAnalyzer.Analyze(text, context, catalog), CodeUse.Sent, context, catalog);

    /// <summary>Reads the text that once defined a routine or trigger.</summary>
    public static ImmutableArray<MaskedStatement> ReadStored(ReadOnlySpan<byte> text, LexicalContext context, CatalogView catalog) =>
        Read(MySqlAnalyzer.Analyze(text, context, catalog), CodeUse.Stored, context, catalog);

    private static ImmutableArray<MaskedStatement> Read(StatementBatch batch, CodeUse use, LexicalContext context, CatalogView catalog)
    {
        var read = ImmutableArray.CreateBuilder<MaskedStatement>(batch.Statements.Length);
        foreach (StatementSummary statement in batch.Statements)
        {
            read.Add(new StatementReader(statement, use, context.Server.Family, catalog).Read());
            // The statements behind a USE run only if it succeeds.
            if (statement.UsesDatabase is { } database)
                catalog = catalog.In(database);
        }
        return read.MoveToImmutable();
    }
}
