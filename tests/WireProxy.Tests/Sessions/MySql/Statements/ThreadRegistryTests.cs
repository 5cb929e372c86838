using WireProxy.Sessions.MySql.Statements;

namespace WireProxy.Tests.Sessions.MySql.Statements;

public sealed class ThreadRegistryTests
{
    private readonly ThreadRegistry _threads = new();

    [Fact]
    public void A_thread_is_its_users_at_its_endpoint()
    {
        _threads.Enter("a", 5, "ann");
        Assert.True(_threads.IsOwn("a", 5, "ann"));
        Assert.False(_threads.IsOwn("a", 5, "bob"));
        Assert.False(_threads.IsOwn("a", 5, "ANN"));
        Assert.False(_threads.IsOwn("b", 5, "ann"));
        Assert.False(_threads.IsOwn("a", 6, "ann"));
        Assert.False(_threads.IsOwn("a", 0x1_0000_0005, "ann"));
    }

    [Fact]
    public void Another_user_takes_it_over_and_its_end_frees_it()
    {
        _threads.Enter("a", 5, "ann");
        _threads.Enter("a", 5, "bob");
        Assert.False(_threads.IsOwn("a", 5, "ann"));
        Assert.True(_threads.IsOwn("a", 5, "bob"));
        _threads.Leave("a", 5);
        Assert.False(_threads.IsOwn("a", 5, "bob"));
    }
}
