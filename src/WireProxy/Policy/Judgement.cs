using WireProxy.Sql.Analysis;

namespace WireProxy.Policy;

/// <summary>A text's statements and the verdict on them: what the cache keeps.</summary>
internal sealed record Judgement(StatementBatch Batch, Verdict Verdict);
