using System.Collections.Immutable;

namespace WireProxy.Sql.Analysis;

/// <summary>The statements of one text, in order. An empty text has none.</summary>
public sealed record StatementBatch(ImmutableArray<StatementSummary> Statements);
