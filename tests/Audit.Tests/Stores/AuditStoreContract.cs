using System.Security.Cryptography;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Tests.Stores;

/// <summary>What every store must do. A store's test class derives from it and opens the store.</summary>
public abstract class AuditStoreContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero);

    private IAuditStore _store = null!;

    protected abstract IAuditStore Open();

    public Task InitializeAsync()
    {
        _store = Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task A_session_comes_back_as_it_was_written_last()
    {
        SessionEntry open = Session("alice") with { Application = null };
        SessionEntry ended = open with
        {
            Application = "psql",
            EndedAt = Start.AddSeconds(2),
            EndReason = "client closed",
            Statements = 3,
            Denied = 1,
            Rows = 7,
            BytesFromClient = 1L << 40,
            BytesToClient = 6,
        };
        await WriteAsync(Write(open, 1, 1, 4));
        Assert.Equal(open, Assert.Single(await ListAsync(new SessionQuery())));
        await WriteAsync(Write(ended, 2, 5, 6));

        Assert.Equal(ended, Assert.Single(await ListAsync(new SessionQuery())));
    }

    [Fact]
    public async Task Statements_and_chunks_come_back_in_order()
    {
        SessionEntry session = Session("alice");
        StatementEntry first = Statement(1, "select 1");
        StatementEntry second = Statement(2, "drop table x") with
        {
            Duration = null,
            Kind = null,
            Verdict = VerdictOutcome.Deny,
            Policy = "no-ddl",
            Rule = 2,
            Rows = null,
            Error = "42501 blocked",
            Masked = [],
        };
        SessionWrite one = Write(session, 1, 1, 4, first);
        SessionWrite two = Write(session, 2, 5, 9, second);
        await WriteAsync(one, two);

        List<StatementEntry> statements = await ToListAsync(_store.ListStatementsAsync(session.Id, default));
        Assert.Equal(2, statements.Count);
        AssertSame(first, statements[0]);
        AssertSame(second, statements[1]);
        List<SealedChunk> chunks = await ToListAsync(_store.ReadChunksAsync(session.Id, default));
        Assert.Equal([1, 2], chunks.Select(chunk => chunk.Ordinal));
        Assert.Equal([(1L, 4L), (5L, 9L)], chunks.Select(chunk => (chunk.FirstSequence, chunk.LastSequence)));
        Assert.Equal(one.Chunk.Bytes.ToArray(), chunks[0].Bytes.ToArray());
        Assert.Equal(two.Chunk.Hash.ToArray(), chunks[1].Hash.ToArray());
    }

    [Fact]
    public async Task A_write_that_is_repeated_changes_nothing()
    {
        SessionEntry session = Session("alice") with { Statements = 1 };
        SessionWrite write = Write(session, 1, 1, 4, Statement(1, "select 1"));
        await WriteAsync(write);
        await WriteAsync(write, Write(session with { Statements = 2 }, 2, 5, 5, Statement(2, "select 2")));

        Assert.Equal(2, (await ToListAsync(_store.ReadChunksAsync(session.Id, default))).Count);
        Assert.Equal(2, (await ToListAsync(_store.ListStatementsAsync(session.Id, default))).Count);
        Assert.Equal(2, Assert.Single(await ListAsync(new SessionQuery())).Statements);
    }

    [Fact]
    public async Task A_write_that_fails_leaves_nothing()
    {
        SessionEntry session = Session("alice");
        SessionWrite good = Write(session, 1, 1, 4, Statement(1, "select 1"));
        SessionWrite clashing = Write(session, 2, 5, 6, Statement(1, "select 1"));

        await Assert.ThrowsAsync<AuditStoreException>(() => WriteAsync(good, clashing));

        Assert.Empty(await ListAsync(new SessionQuery()));
        Assert.Null(await _store.FindPositionAsync(session.Id, default));
        await WriteAsync(good);
        Assert.Single(await ListAsync(new SessionQuery { Sql = "select" }));
    }

    [Fact]
    public async Task The_position_is_that_of_the_last_chunk()
    {
        SessionEntry session = Session("alice");
        Assert.Null(await _store.FindPositionAsync(session.Id, default));
        SessionWrite last = Write(session, 2, 5, 9);
        await WriteAsync(Write(session, 1, 1, 4), last);

        StoredPosition position = (await _store.FindPositionAsync(session.Id, default))!;
        Assert.Equal((9, 2), (position.LastSequence, position.LastOrdinal));
        Assert.Equal(last.Chunk.Hash.ToArray(), position.Head.ToArray());
    }

    [Fact]
    public async Task Unended_sessions_are_those_without_an_end()
    {
        SessionEntry open = Session("a");
        SessionEntry ended = Session("b") with { EndedAt = Start };
        await WriteAsync(Write(open, 1, 1, 1), Write(ended, 1, 1, 1));

        Assert.Equal([open.Id], await _store.ListUnendedAsync(default));
    }

    [Fact]
    public async Task Filters_are_joined_by_and()
    {
        SessionEntry alice = Session("alice", minute: 0) with { Denied = 1, Database = "shop" };
        SessionEntry bob = Session("bob", minute: 1) with { Endpoint = "hr-pg" };
        SessionEntry later = Session("alice", minute: 2);
        await WriteAsync(Write(alice, 1, 1, 1), Write(bob, 1, 1, 1), Write(later, 1, 1, 1));

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
        await WriteAsync(Write(session, 1, 1, 1, Statement(1, Sql), Statement(2, Sql)), Write(Session("bob"), 1, 1, 1, Statement(1, "select 2")));

        IReadOnlyList<SessionEntry> sessions = await ListAsync(new SessionQuery { Sql = text });

        Assert.Equal(found ? [session.Id] : [], sessions.Select(s => s.Id));
    }

    [Fact]
    public async Task A_session_is_found_by_the_start_of_its_id()
    {
        SessionEntry first = Session("alice", minute: 0);
        SessionEntry second = Session("bob", minute: 60 * 24 * 365 * 5);
        await WriteAsync(Write(first, 1, 1, 1), Write(second, 1, 1, 1));
        string id = second.Id.ToString();

        Assert.Equal(second, Assert.Single(await _store.FindSessionsAsync(id, 5, default)));
        Assert.Equal(second, Assert.Single(await _store.FindSessionsAsync(id[..10].ToUpperInvariant(), 5, default)));
        Assert.Equal(2, (await _store.FindSessionsAsync("", 5, default)).Count);
        Assert.Single(await _store.FindSessionsAsync("", 1, default));
        Assert.Empty(await _store.FindSessionsAsync("zzzz", 5, default));
        Assert.Empty(await _store.FindSessionsAsync("%", 5, default));
    }

    [Fact]
    public async Task A_reader_that_waits_goes_on_with_what_was_written_meanwhile()
    {
        SessionEntry session = Session("alice");
        await WriteAsync(Write(session, 1, 1, 1));
        await using IAsyncEnumerator<SealedChunk> reading = _store.ReadChunksAsync(session.Id, default).GetAsyncEnumerator();
        Assert.True(await reading.MoveNextAsync());

        await WriteAsync(Write(session, 2, 2, 2));

        Assert.True(await reading.MoveNextAsync());
        Assert.Equal(2, reading.Current.Ordinal);
        Assert.False(await reading.MoveNextAsync());
    }

    [Fact]
    public async Task However_many_statements_come_back_in_order()
    {
        SessionEntry session = Session("alice");
        StatementEntry[] statements = [.. Enumerable.Range(1, 1300).Select(seq => Statement(seq, $"select {seq % 7}"))];
        await WriteAsync(Write(session, 1, 1, 1, statements));

        List<StatementEntry> listed = await ToListAsync(_store.ListStatementsAsync(session.Id, default));

        Assert.Equal(statements.Select(statement => (statement.Seq, statement.Sql)), listed.Select(statement => (statement.Seq, statement.Sql)));
    }

    private static SessionEntry Session(string user, int minute = 0) => new()
    {
        Id = SessionId.Create(Start.AddMinutes(minute)),
        Endpoint = "shop-pg",
        Protocol = "Postgres",
        Client = "127.0.0.1:5000",
        User = user,
        StartedAt = Start.AddMinutes(minute),
    };

    private static StatementEntry Statement(long seq, string sql) => new()
    {
        Seq = seq,
        At = Start.AddSeconds(seq),
        Duration = TimeSpan.FromMicroseconds(1234),
        Sql = sql,
        Kind = "Select",
        Rows = 3,
        Masked = ["ssn", "e\"mail"],
    };

    private static SessionWrite Write(SessionEntry session, long ordinal, long first, long last, params StatementEntry[] statements)
    {
        byte[] bytes = RandomNumberGenerator.GetBytes(70_000);
        return new SessionWrite(session, new SealedChunk(session.Id, ordinal, first, last, SHA256.HashData(bytes), bytes), statements);
    }

    private static void AssertSame(StatementEntry expected, StatementEntry actual)
    {
        Assert.Equal(expected.Masked, actual.Masked);
        Assert.Equal(expected with { Masked = actual.Masked }, actual);
    }

    private async Task AssertListAsync(SessionQuery query, params SessionEntry[] expected) =>
        Assert.Equal(expected.Select(session => session.Id), (await ListAsync(query)).Select(session => session.Id));

    private Task<IReadOnlyList<SessionEntry>> ListAsync(SessionQuery query) => _store.ListSessionsAsync(query, default);

    private Task WriteAsync(params SessionWrite[] writes) => _store.WriteAsync(writes, default);

    private static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (T item in items)
            list.Add(item);
        return list;
    }
}
