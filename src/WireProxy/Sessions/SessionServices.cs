using Microsoft.Extensions.Logging;
using WireProxy.Admin;
using WireProxy.Configuration;
using WireProxy.Masking.Values;
using WireProxy.Policy;
using WireProxy.Recording;

namespace WireProxy.Sessions;

/// <summary>What all sessions of the program share, whichever protocol they speak.</summary>
internal sealed class SessionServices(ProxyOptions options, PolicySnapshot policies, SessionRecording recording, ProxyMetrics metrics, ILogger logger, TimeProvider time)
{
    private volatile Settings _settings = new(options.Limits, policies, KeyOf(options) ?? MaskKey.CreateRandom());

    public LimitsOptions Limits => _settings.Limits;

    /// <summary>The policies of now: a reload of the configuration brings others.</summary>
    public PolicySnapshot Policies => _settings.Policies;

    public SessionRecording Recording => recording;

    public ProxyMetrics Metrics => metrics;

    public ILogger Logger => logger;

    public TimeProvider Time => time;

    /// <summary>Random where no mask asks for a configured one.</summary>
    public MaskKey MaskKey => _settings.MaskKey;

    public SessionRegistry Sessions { get; } = new(options.Limits.MaxSessions);

    /// <summary>Puts what can change of a configuration into force. Sessions take it as a whole.</summary>
    public void Apply(ProxyOptions changed, PolicySnapshot snapshot)
    {
        _settings = new Settings(changed.Limits, snapshot, KeyOf(changed) ?? MaskKey);
        Sessions.Limit = changed.Limits.MaxSessions;
    }

    private static MaskKey? KeyOf(ProxyOptions options) => options.Masking.HashKey.IsEmpty ? null : new MaskKey(options.Masking.HashKey.Span);

    private sealed record Settings(LimitsOptions Limits, PolicySnapshot Policies, MaskKey MaskKey);
}
