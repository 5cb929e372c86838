using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Joins what one text says under several readings: whatever one of them claims is claimed.</summary>
internal static class SummaryUnion
{
    private const string Gap = "servers read its executable comments as different statements";

    public static StatementBatch Of(StatementBatch first, StatementBatch second)
    {
        if (first.Statements.Length == second.Statements.Length)
            return new StatementBatch([.. first.Statements.Zip(second.Statements, Of)]);
        // A reading of nothing but comments adds nothing.
        if (first.Statements.IsEmpty || second.Statements.IsEmpty)
            return first.Statements.IsEmpty ? second : first;
        return new StatementBatch([.. first.Statements.Concat(second.Statements)
            .OrderBy(statement => statement.Text.Start.Value)
            .Select(statement => statement.Coverage.IsComplete ? statement with { Coverage = Coverage.Partial(Gap) } : statement)]);
    }

    private static StatementSummary Of(StatementSummary first, StatementSummary second)
    {
        bool isSameResult = first.Result == second.Result && first.Outputs.SequenceEqual(second.Outputs, SameColumn.Instance);
        return first with
        {
            Kinds = first.Kinds.Union(second.Kinds),
            Relations = [.. first.Relations.Union(second.Relations)],
            Functions = [.. first.Functions.Union(second.Functions)],
            Where = (WherePresence)Math.Max((byte)first.Where, (byte)second.Where),
            Movement = (DataMovement)Math.Max((byte)first.Movement, (byte)second.Movement),
            Stored = SameStored(first, second) ? first.Stored : default,
            Result = isSameResult ? first.Result : ResultColumns.Unknown,
            Outputs = isSameResult ? first.Outputs : [],
            ResultSource = (ResultSource)Math.Max((byte)first.ResultSource, (byte)second.ResultSource),
            Prepared = SamePrepared(first, second) ? first.Prepared : null,
            UsesDatabase = first.UsesDatabase ?? second.UsesDatabase,
            SessionChange = first.SessionChange | second.SessionChange,
            SqlMode = first.SqlMode == second.SqlMode ? first.SqlMode : null,
            CharacterSet = first.CharacterSet == second.CharacterSet ? first.CharacterSet : null,
            KillTarget = first.KillTarget == second.KillTarget ? first.KillTarget : null,
            StrayText = first.StrayText == second.StrayText ? first.StrayText : null,
            Coverage = Joined(first, second),
            Text = Math.Min(first.Text.Start.Value, second.Text.Start.Value)..Math.Max(first.Text.End.Value, second.Text.End.Value),
        };
    }

    /// <summary>Two values for one thing are a gap: the one that is reported may be the wrong one.</summary>
    private static Coverage Joined(StatementSummary first, StatementSummary second)
    {
        bool isDisputed = first.UsesDatabase != second.UsesDatabase || first.KillTarget != second.KillTarget || !SamePrepared(first, second);
        return !first.Coverage.IsComplete ? first.Coverage
            : !second.Coverage.IsComplete ? second.Coverage
            : isDisputed ? Coverage.Partial(Gap)
            : Coverage.Complete;
    }

    private static bool SamePrepared(StatementSummary first, StatementSummary second)
    {
        if (first.Prepared is not { } one || second.Prepared is not { } other)
            return first.Prepared is null && second.Prepared is null;
        bool isSameText = one.Text.IsDefault ? other.Text.IsDefault : !other.Text.IsDefault && one.Text.AsSpan().SequenceEqual(other.Text.AsSpan());
        return one.Name == other.Name && isSameText;
    }

    private static bool SameStored(StatementSummary first, StatementSummary second)
    {
        if (first.Stored.IsDefault || second.Stored.IsDefault || first.Stored.Length != second.Stored.Length)
            return false;
        return first.Stored.Zip(second.Stored).All(static pair =>
            pair.First.Target == pair.Second.Target && SameColumn.Same(pair.First.Lineage, pair.Second.Lineage));
    }

    private sealed class SameColumn : IEqualityComparer<OutputColumn>
    {
        public static SameColumn Instance { get; } = new();

        public bool Equals(OutputColumn x, OutputColumn y) => x.Name == y.Name && Same(x.Lineage, y.Lineage);

        public static bool Same(Lineage first, Lineage second) => first.IsKnown == second.IsKnown
            && first.Derivation == second.Derivation
            && first.Sources.SequenceEqual(second.Sources);

        public int GetHashCode(OutputColumn column) => column.Name?.GetHashCode(StringComparison.Ordinal) ?? 0;
    }
}
