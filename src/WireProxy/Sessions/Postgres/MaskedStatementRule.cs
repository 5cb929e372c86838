using WireProxy.Masking.Postgres;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Policy;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sessions.Postgres;

/// <summary>What a session with masks may not do, because the value would leave, or come back later, without its mask.</summary>
internal sealed class MaskedStatementRule(SessionPolicy policy)
{
    /// <summary>A denial, or null. Asked only for texts that are not proven clean.</summary>
    public Verdict? Judge(StatementBatch batch, CatalogSnapshot catalog)
    {
        foreach (StatementSummary statement in batch.Statements)
        {
            bool clean = ExposureProof.ReadsOnlyClean(statement, catalog);
            if (statement.Kinds.Contains(StatementKind.CopyOut) && !(clean && ExposureProof.CallsOnlyHarmless(statement)))
                return Deny("COPY TO from a relation with masked columns is refused");
            if (statement.Kinds.Contains(StatementKind.FunctionCall))
                return Deny("calling functions by OID is refused where columns are masked");
            if (clean)
                continue;
            if (statement.Movement == DataMovement.StoresWhatItReads && !StoredValues.AreHarmless(statement, catalog))
                return Deny("it would store values of masked columns where no mask applies");
            foreach (SqlName function in statement.Functions)
            {
                if (KnownFunctions.PassesOn(function))
                    return Deny($"function {function} would carry values of masked columns away");
            }
        }
        return null;
    }

    private Verdict Deny(string message) => new(VerdictKind.Deny, policy.Masks[0].Policy, null, message);
}
