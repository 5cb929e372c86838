namespace WireProxy.Admin;

/// <summary>Whether the proxy takes sessions: what <c>/readyz</c> answers.</summary>
internal sealed class ProxyReadiness
{
    private volatile ReadinessState _state = ReadinessState.Starting;

    public ReadinessState State => _state;

    public void Ready() => _state = ReadinessState.Ready;

    public void Drain() => _state = ReadinessState.Draining;
}

/// <summary>The stages of the process.</summary>
internal enum ReadinessState
{
    Starting,
    Ready,
    Draining,
}
