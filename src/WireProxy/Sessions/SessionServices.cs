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
    public LimitsOptions Limits => options.Limits;

    public PolicySnapshot Policies => policies;

    public SessionRecording Recording => recording;

    public ProxyMetrics Metrics => metrics;

    public ILogger Logger => logger;

    public TimeProvider Time => time;

    /// <summary>Random where no mask asks for a configured one.</summary>
    public MaskKey MaskKey { get; } = options.Masking.HashKey.IsEmpty ? MaskKey.CreateRandom() : new(options.Masking.HashKey.Span);

    public SessionRegistry Sessions { get; } = new(options.Limits.MaxSessions);
}
