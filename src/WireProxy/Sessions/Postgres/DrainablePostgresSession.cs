namespace WireProxy.Sessions.Postgres;

/// <summary>A running session as the end of the program sees it.</summary>
internal sealed class DrainablePostgresSession(Session session, PostgresSession state) : IDrainable
{
    public bool IsAtRest => state.Conversation.IsIdle && state.Transaction == TransactionStatus.Idle;

    public void RequestStop() => session.RequestStop();

    public void Abort() => session.Abort();
}
