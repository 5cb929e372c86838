using Microsoft.Extensions.Logging;
using WireProxy.Admin;
using WireProxy.Configuration;
using WireProxy.Hosting;
using WireProxy.Policy;
using WireProxy.Recording;
using WireProxy.Sessions;
using WireProxy.Sql.Analysis;
using WireProxy.Tests.Cli;
using WireProxy.Tests.Policy;

namespace WireProxy.Tests.Hosting;

public sealed class ConfigurationReloadTests : IDisposable
{
    private const string DenyDrop = """ "Policies": [ { "Name": "p", "Rules": [ { "Effect": "Deny", "Statements": ["Drop"] } ] } ] """;

    private readonly ConfigurationFolder _folder = ConfigurationFolder.Holding("\"Policies\": []");
    private readonly ConfigurationSource _source;
    private readonly SessionServices _services;
    private readonly ConfigurationReload _reload;
    private readonly LogLines _log = new();

    public ConfigurationReloadTests()
    {
        _source = new ConfigurationSource(_folder.File);
        ProxyOptions options = _source.Load().Options;
        var metrics = new ProxyMetrics();
        _services = new SessionServices(
            options, PolicySnapshot.Compile(options.Policies), new SessionRecording(null, metrics), metrics, _log, TimeProvider.System);
        _reload = new ConfigurationReload(_source, options, _services, audit: null);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_changed_file_brings_new_policies_and_limits_into_force()
    {
        Rewrite(DenyDrop + """, "Limits": { "MaxSessions": 3, "LoginTimeout": "00:00:07" } """);
        Assert.True(_reload.Run(ReloadCause.Signal));

        Assert.Equal(VerdictKind.Deny, VerdictOnDrop());
        Assert.Equal((3, TimeSpan.FromSeconds(7)), (_services.Sessions.Limit, _services.Limits.LoginTimeout));
        Assert.Equal((1L, 0L, 1L), Counts());
        Assert.Contains("1 policies in force", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"WireProxy\": ", "LineNumber")]
    [InlineData("{}", "at least one endpoint is needed")]
    [InlineData("", "")]
    [InlineData(null, "no such file")]
    public void A_bad_file_changes_nothing_and_says_why(string? text, string why)
    {
        Rewrite(DenyDrop);
        Assert.True(_reload.Run(ReloadCause.FileChange));
        if (text is null)
            File.Delete(_folder.File);
        else
            File.WriteAllText(_folder.File, text);

        Assert.False(_reload.Run(ReloadCause.FileChange));
        Assert.Equal(VerdictKind.Deny, VerdictOnDrop());
        Assert.Equal((1L, 1L, 0L), Counts());
        Assert.Contains(why, _log.Lines[^1], StringComparison.OrdinalIgnoreCase);

        Rewrite("\"Policies\": []");
        Assert.True(_reload.Run(ReloadCause.FileChange));
        Assert.Equal((2L, 1L, 1L), Counts());
        Assert.Equal(VerdictKind.Allow, VerdictOnDrop());
    }

    [Fact]
    public void A_policy_with_an_error_keeps_all_of_the_old_ones()
    {
        Rewrite(DenyDrop);
        _reload.Run(ReloadCause.Signal);
        Rewrite(""" "Policies": [ { "Name": "q" }, { "Name": "q", "Rulez": [] } ], "Limits": { "MaxSessions": 3 } """);
        Assert.False(_reload.Run(ReloadCause.Signal));

        Assert.Equal(VerdictKind.Deny, VerdictOnDrop());
        Assert.Equal(10_000, _services.Sessions.Limit);
        Assert.Contains("'q' is also the name", _log.Lines[^1], StringComparison.Ordinal);
        Assert.Contains("Rulez: unknown key", _log.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_needs_a_restart_is_said_and_the_rest_is_in_force()
    {
        Rewrite(DenyDrop + """, "Audit": { "Path": "elsewhere" } """);
        Assert.True(_reload.Run(ReloadCause.Signal));

        Assert.Equal(VerdictKind.Deny, VerdictOnDrop());
        Assert.Contains("WireProxy:Audit", _log.Lines[^1], StringComparison.Ordinal);
    }

    private void Rewrite(string section)
    {
        using var other = ConfigurationFolder.Holding(section);
        File.Copy(other.File, _folder.File, overwrite: true);
    }

    private VerdictKind VerdictOnDrop() =>
        _services.Policies.ForSession(default).Judge(Statements.Batch(Statements.Of(StatementKind.Drop))).Kind;

    private (long, long, long) Counts() =>
        (_services.Metrics.ConfigurationReloads, _services.Metrics.ConfigurationRefusals, _services.Metrics.ConfigurationCurrent);

    private sealed class LogLines : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
