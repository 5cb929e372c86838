using WireProxy.Configuration;
using WireProxy.Sessions;
using WireProxy.Sessions.Postgres;
using WireProxy.Tests.Configuration;
using WireProxy.Transport;

namespace WireProxy.Tests.Sessions.Postgres;

public sealed class CancelRegistryTests
{
    private static readonly EndpointOptions Options = Configured.Valid("\"Policies\": []").Endpoints[0];
    private static readonly SessionEndpoint Endpoint = new(Options, new UpstreamConnector(Options.Upstream), null);

    private readonly CancelRegistry _registry = new();

    [Theory]
    [InlineData(4)]
    [InlineData(32)]
    [InlineData(256)]
    public void The_clients_key_is_as_long_as_the_servers_and_not_the_servers(int length)
    {
        var server = new CancelKey(-5, new byte[length]);
        CancelTarget target = _registry.Register(server, Endpoint);
        Assert.Equal(length, target.ClientKey.Secret.Length);
        Assert.True(target.ClientKey.ProcessId > 0);
        Assert.False(target.ClientKey.Matches(server));
        Assert.True(_registry.TryFind(new CancelKey(target.ClientKey.ProcessId, target.ClientKey.Secret.ToArray()), out CancelTarget? found));
        Assert.Same(target, found);
    }

    [Fact]
    public void A_key_that_differs_anywhere_finds_nothing()
    {
        CancelKey key = _registry.Register(new CancelKey(1, new byte[4]), Endpoint).ClientKey;
        for (int at = 0; at < 4; at++)
        {
            byte[] secret = key.Secret.ToArray();
            secret[at] ^= 1;
            Assert.False(_registry.TryFind(key with { Secret = secret }, out _));
        }
        Assert.False(_registry.TryFind(key with { ProcessId = key.ProcessId ^ 1 }, out _));
        Assert.False(_registry.TryFind(key with { Secret = key.Secret[..3] }, out _));
        Assert.False(_registry.TryFind(key with { Secret = new byte[] { 0, 0, 0, 0, 0 } }, out _));
        Assert.False(_registry.TryFind(key with { Secret = default }, out _));
    }

    [Fact]
    public void A_session_that_ended_can_not_be_cancelled()
    {
        CancelTarget target = _registry.Register(new CancelKey(1, new byte[4]), Endpoint);
        _registry.Remove(target);
        Assert.False(_registry.TryFind(target.ClientKey, out _));
    }

    [Fact]
    public void Only_a_running_statement_can_be_cancelled()
    {
        CancelTarget target = _registry.Register(new CancelKey(1, new byte[4]), Endpoint);
        Assert.False(target.IsBusy);
        using RelayedSession session = RelayedSession.Plain();
        target.Session = session.State;
        Assert.False(target.IsBusy);
        session.Client(Frontend.Query("select pg_sleep(9)"), Frontend.CopyDone);
        Assert.True(target.IsBusy);
        session.Server(Backend.Complete("SELECT 1"), Backend.Ready());
        Assert.False(target.IsBusy);
    }
}
