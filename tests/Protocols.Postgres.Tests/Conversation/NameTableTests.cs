using System.Text;
using WireProxy.Protocols.Postgres.Conversation;

namespace WireProxy.Protocols.Postgres.Tests.Conversation;

public sealed class NameTableTests
{
    private readonly NameTable<NamedStatement> _names = new(capacity: 3);

    [Fact]
    public void A_name_finds_its_entry_again()
    {
        NamedStatement first = Find("first");
        Assert.NotSame(first, Find("second"));
        Assert.NotSame(first, Find("First"));
        Assert.Same(first, Find("first"));
    }

    [Fact]
    public void The_empty_name_is_the_unnamed_entry()
    {
        Assert.Same(_names.Unnamed, Find(""));
        Assert.NotSame(_names.Unnamed, Find(" "));
    }

    [Fact]
    public void A_full_table_forgets_and_never_confuses()
    {
        NamedStatement first = Find("1");
        Find("2");
        Find("3");
        Assert.Same(first, Find("1"));
        Find("4");
        Assert.NotSame(first, Find("1"));
    }

    /// <summary>The server cuts names to 63 bytes: these two are one statement to it.</summary>
    [Fact]
    public void Names_that_the_server_cuts_to_the_same_one_are_never_remembered()
    {
        string cut = new('x', 63);
        foreach (string name in (string[])[cut, cut + "a", cut + "b", new string('x', 10_000)])
            Assert.NotSame(Find(name), Find(name));
        string uncut = new('x', 62);
        Assert.Same(Find(uncut), Find(uncut));
    }

    /// <summary>One name of the server's has several spellings, one per client encoding.</summary>
    [Fact]
    public void Names_outside_of_ASCII_are_never_remembered() => Assert.NotSame(Find("é"), Find("é"));

    [Fact]
    public void Finding_a_known_name_allocates_nothing()
    {
        byte[] name = Encoding.ASCII.GetBytes("a_prepared_statement_with_a_long_name");
        _names.Find(name);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
            _names.Find(name);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private NamedStatement Find(string name) => _names.Find(Encoding.UTF8.GetBytes(name));
}
