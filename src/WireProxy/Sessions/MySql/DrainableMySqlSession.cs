using WireProxy.Policy;

namespace WireProxy.Sessions.MySql;

/// <summary>A running session as the end of the program sees it.</summary>
internal sealed class DrainableMySqlSession(Session session, MySqlSession state) : IDrainable
{
    public bool IsAtRest => state.IsAtRest;

    public bool IsOutdated(PolicySnapshot current) => state.Scope is { } scope && scope.IsOutdated(current);

    public void RequestStop() => session.RequestStop();

    public void RequestRenewal() => session.RequestRenewal();

    public void Abort() => session.Abort();
}
