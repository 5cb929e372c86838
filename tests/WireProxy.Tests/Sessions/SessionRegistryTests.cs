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

        public int Aborts { get; private set; }

        public Task Ended => _ended.Task;

        public void RequestStop() => End();

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
