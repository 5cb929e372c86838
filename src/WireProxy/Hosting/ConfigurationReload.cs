using Microsoft.Extensions.Logging;
using WireProxy.Admin;
using WireProxy.Audit;
using WireProxy.Configuration;
using WireProxy.Policy;
using WireProxy.Sessions;

namespace WireProxy.Hosting;

/// <summary>
/// Puts a changed configuration into force: policies, masks and limits at once, as a whole. One that is wrong changes
/// nothing. Either is recorded before it has an effect.
/// </summary>
/// <param name="source">Where it is.</param>
/// <param name="started">What the proxy was started with; what needs a restart stays as it is there.</param>
/// <param name="services">Takes what can change.</param>
/// <param name="audit">Null where nothing is recorded.</param>
internal sealed class ConfigurationReload(ConfigurationSource source, ProxyOptions started, SessionServices services, AuditLog? audit)
{
    private const int DigestShown = 16;

    private readonly ProxyMetrics _metrics = services.Metrics;
    private readonly ILogger _logger = services.Logger;

    /// <returns>Whether a new configuration is in force.</returns>
    public bool Run(ReloadCause cause)
    {
        ConfigurationResult result = source.Load();
        if (!result.IsValid)
        {
            Refuse(result, cause);
            return false;
        }
        PolicySnapshot policies = PolicySnapshot.Compile(result.Options.Policies);
        IReadOnlyList<string> restart = RestartKeys.Changed(started, result.Options);
        audit?.Note("configuration reloaded", Describe(result.Options, restart));
        services.Apply(result.Options, policies);
        _metrics.ConfigurationReloaded();
        Log.ConfigurationReloaded(_logger, source.File, cause, result.Options.Policies.Length);
        if (restart.Count > 0)
            Log.RestartNeeded(_logger, string.Join(", ", restart));
        return true;
    }

    private void Refuse(ConfigurationResult result, ReloadCause cause)
    {
        string errors = string.Join("; ", result.Errors);
        audit?.Note("configuration refused", errors);
        _metrics.ConfigurationRefused();
        Log.ConfigurationRefused(_logger, source.File, cause, errors);
    }

    private string Describe(ProxyOptions options, IReadOnlyList<string> restart)
    {
        string digest = source.LoadedContent.Length == 0 ? "environment" : $"sha256 {source.LoadedContent[..DigestShown]}";
        string policies = options.Policies.IsEmpty ? "none" : string.Join(", ", options.Policies.Select(policy => policy.Name));
        return $"{digest}; policies: {policies}{(restart.Count == 0 ? "" : $"; not in force until a restart: {string.Join(", ", restart)}")}";
    }
}

/// <summary>What asked for a reload.</summary>
internal enum ReloadCause : byte
{
    Signal,
    FileChange,
}
