namespace WireProxy.Admin;

/// <summary>Whether the proxy takes sessions: what <c>/readyz</c> answers.</summary>
internal sealed class ProxyReadiness
{
    private volatile ReadinessState _state = ReadinessState.Starting;

    /// <summary>Says why recordings do not reach the store; null while they do.</summary>
    public Func<string?> RecordingFault { get; set; } = static () => null;

    public ReadinessState State => _state == ReadinessState.Ready && RecordingFault() is not null ? ReadinessState.Unrecorded : _state;

    public void Ready() => _state = ReadinessState.Ready;

    public void Drain() => _state = ReadinessState.Draining;
}

/// <summary>The stages of the process.</summary>
internal enum ReadinessState
{
    Starting,
    Ready,
    Draining,
    /// <summary>Sessions are taken, but what they record does not reach the store.</summary>
    Unrecorded,
}
