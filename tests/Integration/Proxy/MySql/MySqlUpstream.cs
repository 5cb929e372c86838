using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Proxy.MySql;

/// <summary>The <see cref="FakeUpstream{TConnection}"/> of one class of tests.</summary>
public sealed class MySqlUpstream : IAsyncLifetime
{
    internal FakeUpstream<FakeMySqlConnection> Fake { get; } = new("MySql", script => new FakeMySqlServer(script));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Fake.DisposeAsync().AsTask();
}
