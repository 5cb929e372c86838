using WireProxy.Configuration;

namespace WireProxy.Cli;

/// <summary>Runs the endpoints until the token ends them; returns the exit code.</summary>
internal delegate Task<int> ServeEntry(ProxyOptions options, CancellationToken stopping);
