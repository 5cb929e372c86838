using WireProxy.Configuration;

namespace WireProxy.Cli;

/// <summary>Runs the endpoints until the token ends them; returns the exit code.</summary>
/// <param name="source">Where the options are from, for when they change.</param>
/// <param name="options">What to serve.</param>
/// <param name="stopping">Ends it.</param>
internal delegate Task<int> ServeEntry(ConfigurationSource source, ProxyOptions options, CancellationToken stopping);
