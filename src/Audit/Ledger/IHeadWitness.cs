namespace WireProxy.Audit.Ledger;

/// <summary>Keeps signed heads where who can change the store can not reach them: only so a store that was put back to an earlier state shows.</summary>
public interface IHeadWitness
{
    /// <summary>Returns when the witness has the head.</summary>
    Task SendAsync(SignedHead head, CancellationToken cancellationToken);
}
