using WireProxy.Policy;
using WireProxy.Sessions;

namespace WireProxy.Tests.Sessions;

public sealed class SessionRegistryTests
{
    [Fact]
    public void There_are_as_many_places_as_the_limit_says()
    {
        var registry = new SessionRegistry(2);
        SessionRegistry.SessionPlace? first = registry.TryEnter(), second = registry.TryEnter();
        Assert.True(first is not null && second is not null);
        Assert.Null(registry.TryEnter());
        first.Dispose();
        Assert.Equal(1, registry.Count);
        Assert.NotNull(registry.TryEnter());
    }

    [Fact]
    public async Task Draining_stops_sessions_at_rest_and_waits_for_the_others()
    {
        var registry = new SessionRegistry(10);
        var idle = new FakeSession(registry) { IsAtRest = true };
        var busy = new FakeSession(registry);
        Task draining = registry.DrainAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        await idle.Ended.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(busy.Ended.IsCompleted || draining.IsCompleted);
        busy.IsAtRest = true;
        await draining.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal((0, 0), (idle.Aborts, busy.Aborts));
    }

    [Fact]
    public async Task What_never_rests_is_ended_by_force()
    {
        var registry = new SessionRegistry(10);
        var busy = new FakeSession(registry);
        await registry.DrainAsync(TimeSpan.FromMilliseconds(100), TimeProvider.System).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(1, busy.Aborts);
    }

    [Fact]
    public void Outdated_sessions_end_when_they_are_at_rest()
    {
        var registry = new SessionRegistry(10);
        PolicySnapshot current = PolicySnapshot.Compile([]);
        var idle = new FakeSession(registry) { IsAtRest = true, Outdated = current };
        var busy = new FakeSession(registry) { Outdated = current };
        var other = new FakeSession(registry) { IsAtRest = true };
        registry.EndOutdated(current);
        Assert.Equal((1, 0, 0), (idle.Renewals, busy.Renewals, other.Renewals));
        busy.IsAtRest = true;
        registry.EndOutdated(current);
        Assert.Equal((1, 0), (busy.Renewals, other.Renewals));
    }

    [Fact]
    public void A_lowered_limit_keeps_the_sessions_that_are_there()
    {
        var registry = new SessionRegistry(2);
        SessionRegistry.SessionPlace first = registry.TryEnter()!, second = registry.TryEnter()!;
        registry.Limit = 1;
        Assert.Equal(2, registry.Count);
        first.Dispose();
        Assert.Null(registry.TryEnter());
        second.Dispose();
        Assert.NotNull(registry.TryEnter());
    }

    private sealed class FakeSession : IDrainable
    {
        private readonly SessionRegistry.SessionPlace _place;
        private readonly TaskCompletionSource _ended = new();

        public FakeSession(SessionRegistry registry)
        {
            _place = registry.TryEnter()!;
            _place.Occupy(this);
        }

        public bool IsAtRest { get; set; }

        public PolicySnapshot? Outdated { get; init; }

        public int Renewals { get; private set; }

        public int Aborts { get; private set; }

        public Task Ended => _ended.Task;

        public void RequestStop() => End();

        public bool IsOutdated(PolicySnapshot current) => ReferenceEquals(current, Outdated);

        public void RequestRenewal()
        {
            Renewals++;
            End();
        }

        public void Abort()
        {
            Aborts++;
            End();
        }

        private void End()
        {
            if (_ended.TrySetResult())
                _place.Dispose();
        }
    }
}
