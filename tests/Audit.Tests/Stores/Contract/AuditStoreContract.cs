using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Tests.Stores.Contract;

/// <summary>What every store must do: here that sessions are found, with what it derives from all of it. A store's test class derives from it and opens the store.</summary>
public abstract class AuditStoreContract : ErasureContract
{
    [Fact]
    public async Task The_proxys_own_sessions_are_listed_only_when_asked_for()
    {
        SessionEntry own = Session("x") with { Protocol = SystemSession.Protocol };
        SessionEntry client = Session("alice");
        await WriteAsync(Write(own, 1, 1), Write(client, 1, 1));

        await AssertListAsync(new SessionQuery(), client);
        await AssertListAsync(new SessionQuery { Scope = SessionScope.System }, own);
    }

    [Fact]
    public async Task Filters_are_joined_by_and()
    {
        SessionEntry alice = Session("alice", minute: 0) with { Denied = 1, Database = "shop" };
        SessionEntry bob = Session("bob", minute: 1) with { Endpoint = "hr-pg" };
        SessionEntry later = Session("alice", minute: 2);
        await WriteAsync(Write(alice, 1, 1), Write(bob, 1, 1), Write(later, 1, 1));

        await AssertListAsync(new SessionQuery(), later, bob, alice);
        await AssertListAsync(new SessionQuery { User = "alice" }, later, alice);
        await AssertListAsync(new SessionQuery { User = "alice", Denied = DeniedFilter.OnlyWithDenied }, alice);
        await AssertListAsync(new SessionQuery { Database = "shop" }, alice);
        await AssertListAsync(new SessionQuery { Endpoint = "hr-pg" }, bob);
        await AssertListAsync(new SessionQuery { Since = bob.StartedAt }, later, bob);
        await AssertListAsync(new SessionQuery { Until = bob.StartedAt }, alice);
        await AssertListAsync(new SessionQuery { User = "bob", Database = "shop" });
        await AssertListAsync(new SessionQuery { Limit = 2 }, later, bob);
    }

    [Fact]
    public async Task Sessions_are_found_by_client_application_masks_rows_and_activity()
    {
        SessionEntry first = Session("alice", minute: 0) with { Client = "10.0.0.1:5000", Application = "psql", Masked = 1, EndedAt = Start.AddMinutes(5) };
        SessionEntry second = Session("bob", minute: 1) with { Client = "10.0.0.12:5000", Rows = 100, EndedAt = Start.AddMinutes(9) };
        SessionEntry third = Session("carol", minute: 2) with { Client = "[::1]:5000", Rows = 101 };
        await WriteAsync(Write(first, 1, 1), Write(second, 1, 1), Write(third, 1, 1));

        await AssertListAsync(new SessionQuery { Client = "10.0.0.1" }, first);
        await AssertListAsync(new SessionQuery { Client = "10.0.0.12:5000" }, second);
        await AssertListAsync(new SessionQuery { Client = "[::1]" }, third);
        await AssertListAsync(new SessionQuery { Client = "10.0.0" });
        await AssertListAsync(new SessionQuery { Application = "psql" }, first);
        await AssertListAsync(new SessionQuery { Masked = MaskedFilter.OnlyWithMasked }, first);
        await AssertListAsync(new SessionQuery { MoreRowsThan = 100 }, third);
        await AssertListAsync(new SessionQuery { MoreRowsThan = 99 }, third, second);
        await AssertListAsync(new SessionQuery { ActiveSince = Start.AddMinutes(6) }, third, second);
    }

    [Theory]
    [InlineData("customers", true)]
    [InlineData("CUSTOMERS", true)]
    [InlineData("custom", true)]
    [InlineData("ssn from customers", true)]
    [InlineData("from ssn", false)]
    [InlineData("customers.ssn", false)]
    [InlineData("'4111-1111'", true)]
    [InlineData("a\"b", true)]
    [InlineData("AND OR NOT", false)]
    [InlineData("grüße", true)]
    [InlineData("%", true)]
    [InlineData("@@", false)]
    public async Task Statements_are_found_by_their_text(string text, bool found)
    {
        SessionEntry session = Session("alice");
        const string Sql = "select ssn from customers where card = '4111-1111' and \"a\"\"b\" like 'Grüße%'";
        await WriteAsync(Write(session, 1, 1, Sql, Sql), Write(Session("bob"), 1, 1, "select 2"));

        IReadOnlyList<SessionEntry> sessions = await ListAsync(new SessionQuery { Sql = text });

        Assert.Equal(found ? [session.Id] : [], sessions.Select(s => s.Id));
    }

    [Theory]
    [InlineData("customers", true)]
    [InlineData("card = 17", true)]
    [InlineData("note = ';", true)]
    [InlineData("id = 3", true)]
    [InlineData("orders select", false)]
    [InlineData("4 select", false)]
    [InlineData("17 select", false)]
    [InlineData("@@", false)]
    public async Task Each_text_of_a_chunk_is_found_and_nothing_across_two(string text, bool found)
    {
        SessionEntry session = Session("alice");
        string[] texts = ["select ssn from customers where card = 17", "select * from orders", "select note = ';", "select '\u0001\uE000\u0001'", "delete where id = 3", "select 4"];
        await WriteAsync(Write(session, 1, 2, texts), Write(Session("bob"), 1, 1, "update staff", "update staff set x"));

        Assert.Equal(found ? [session.Id] : [], (await ListAsync(new SessionQuery { Sql = text })).Select(listed => listed.Id));
    }

    [Fact]
    public async Task A_text_that_came_with_others_is_found_in_each_session_that_ran_it()
    {
        SessionEntry first = Session("alice"), second = Session("bob"), third = Session("carol");
        await WriteAsync(Write(first, 1, 1, "select a", "select b", "select c"));
        await WriteAsync(Write(second, 1, 1, "select b"), Write(third, 1, 1, "select b", "select c", "select d"));

        Assert.Equal(["alice"], await UsersAsync("select a"));
        Assert.Equal(["alice", "bob", "carol"], await UsersAsync("select b"));
        Assert.Equal(["alice", "carol"], await UsersAsync("select c"));
        Assert.Equal(["carol"], await UsersAsync("select d"));

        async Task<List<string?>> UsersAsync(string sql) => [.. (await ListAsync(new SessionQuery { Sql = sql })).Select(found => found.User).Order()];
    }

    [Fact]
    public async Task A_session_is_found_by_the_start_of_its_id()
    {
        SessionEntry first = Session("alice", minute: 0);
        SessionEntry second = Session("bob", minute: 60 * 24 * 365 * 5);
        await WriteAsync(Write(first, 1, 1), Write(second, 1, 1));
        string id = second.Id.ToString();

        Assert.Equal(second, Assert.Single(await Store.FindSessionsAsync(id, 5, default)));
        Assert.Equal(second, Assert.Single(await Store.FindSessionsAsync(id[..10].ToUpperInvariant(), 5, default)));
        Assert.Equal(2, (await Store.FindSessionsAsync("", 5, default)).Count);
        Assert.Single(await Store.FindSessionsAsync("", 1, default));
        Assert.Empty(await Store.FindSessionsAsync("zzzz", 5, default));
        Assert.Empty(await Store.FindSessionsAsync("%", 5, default));
    }
}
