using WireProxy.Policy;

namespace WireProxy.Sessions.Postgres;

/// <summary>A running session as the end of the program sees it.</summary>
internal sealed class DrainablePostgresSession(Session session, PostgresSession state, SessionScope scope) : IDrainable
{
    public bool IsAtRest => state.Conversation.IsIdle && state.Transaction == TransactionStatus.Idle;

    public bool IsOutdated(PolicySnapshot current) => scope.IsOutdated(current);

    public void RequestStop() => session.RequestStop();

    public void RequestRenewal() => session.RequestRenewal();

    public void Abort() => session.Abort();
}
