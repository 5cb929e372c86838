using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Proxy.Postgres;

/// <summary>The <see cref="FakeUpstream{TConnection}"/> of one class of tests.</summary>
public sealed class PostgresUpstream : IAsyncLifetime
{
    internal FakeUpstream<FakePostgresConnection> Fake { get; } = new("Postgres", script => new FakePostgresServer(script));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Fake.DisposeAsync().AsTask();
}
