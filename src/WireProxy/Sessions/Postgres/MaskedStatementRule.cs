using WireProxy.Masking;
using WireProxy.Masking.Postgres;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Policy;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sessions.Postgres;

/// <summary>What a session with masks may not do, because the value would leave, or come back later, without its mask.</summary>
internal sealed class MaskedStatementRule(SessionPolicy policy)
{
    private static readonly StatementKinds StoringKinds = StatementKinds.Of(StatementKind.Insert).With(StatementKind.Update)
        .With(StatementKind.Merge).With(StatementKind.Create).With(StatementKind.Alter);

    /// <summary>A denial, or null. Of texts that are proven clean only the code matters that they carry: it may be called with anything.</summary>
    public Verdict? Judge(StatementBatch batch, CatalogSnapshot catalog, Exposure exposure)
    {
        if (JudgeCode(batch, catalog) is { } denial)
            return denial;
        if (exposure == Exposure.ProvenClean)
            return null;
        if (CopyOutOf(batch, catalog) == CopyOutPassage.Refused)
            return Deny(batch.Statements.Length > 1
                ? "COPY TO of what may be masked is refused beside other statements"
                : "COPY TO of what may be masked is refused when its options are not known");
        foreach (StatementSummary statement in batch.Statements)
        {
            if (statement.Kinds.Contains(StatementKind.FunctionCall))
                return Deny("calling functions by OID is refused where columns are masked");
            bool callsReaders = catalog.IsUnknown
                ? !ExposureProof.CallsOnlyHarmless(statement)
                : statement.Functions.Any(catalog.ReadsMasked);
            // What an EXECUTE stores was named before.
            if (ExposureProof.ReadsOnlyClean(statement, catalog) && !callsReaders && !RedefinesMasked(statement, catalog)
                && !statement.Kinds.Contains(StatementKind.Execute))
                continue;
            bool stores = statement.Movement == DataMovement.StoresWhatItReads || (callsReaders && statement.Kinds.Overlaps(StoringKinds));
            if (stores && !StoredValues.AreHarmless(statement, catalog))
                return Deny("it would store values of masked columns where no mask applies");
            foreach (SqlName function in statement.Functions)
            {
                if (KnownFunctions.PassesOn(function))
                    return Deny($"function {function} would carry values of masked columns away");
            }
        }
        return null;
    }

    /// <summary>
    /// Whether a relation that may be masked gets another name, parent, rule or trigger: its rows would be found where no mask
    /// is. What a CREATE defines anew is not known yet.
    /// </summary>
    private static bool RedefinesMasked(StatementSummary statement, CatalogSnapshot catalog)
    {
        if (statement.Movement != DataMovement.StoresWhatItReads || statement.Kind is not (StatementKind.Alter or StatementKind.Create))
            return false;
        foreach (RelationAccess relation in statement.Relations)
        {
            NameExposure exposure = catalog.ExposureOf(relation.Name);
            if (exposure == NameExposure.Masked || (exposure == NameExposure.Unknown && statement.Kind == StatementKind.Alter))
                return true;
        }
        return false;
    }

    private Verdict? JudgeCode(StatementBatch batch, CatalogSnapshot catalog)
    {
        if (policy.Masks.IsEmpty || (!catalog.IsUnknown && !catalog.HasMasks))
            return null;
        foreach (StatementSummary statement in batch.Statements)
        {
            if (MaskedCodeRule.Judge(statement, catalog) is { } reason)
                return Deny(reason);
        }
        return null;
    }

    /// <summary>
    /// How copy data may leave. Only a COPY that is alone in its text can be asked about: statements before it could make
    /// its names mean something else.
    /// </summary>
    public static CopyOutPassage CopyOutOf(StatementBatch batch, CatalogSnapshot catalog)
    {
        CopyOutPassage passage = CopyOutPassage.None;
        foreach (StatementSummary statement in batch.Statements)
        {
            if (!statement.Kinds.Contains(StatementKind.CopyOut))
                continue;
            if (ExposureProof.IsClean(statement, catalog))
                passage = CopyOutPassage.Unchanged;
            else
                return batch.Statements.Length == 1 && statement is { Copy: not null, Coverage.IsComplete: true }
                    ? CopyOutPassage.Masked
                    : CopyOutPassage.Refused;
        }
        return passage;
    }

    private Verdict Deny(string message) => new(VerdictKind.Deny, policy.Masks[0].Policy, null, message);
}
