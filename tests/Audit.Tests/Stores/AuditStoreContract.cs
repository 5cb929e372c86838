using WireProxy.Audit.Indexing;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Tests.Stores;

/// <summary>What every store must do. A store's test class derives from it and opens the store.</summary>
public abstract class AuditStoreContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero);

    private readonly Dictionary<SessionId, SessionChain> _chains = [];
    private IAuditStore _store = null!;
    private LedgerPosition _end;
    private DateOnly? _opened;
    private int _day;

    /// <summary>The ledger that the tests write.</summary>
    protected LedgerId Ledger { get; } = LedgerId.Create();

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
            Masked = 2,
            Rows = 7,
            BytesFromClient = 1L << 40,
            BytesToClient = 6,
        };
        await WriteAsync(Write(open, 1, 4));
        Assert.Equal(open, Assert.Single(await ListAsync(new SessionQuery())));
        await WriteAsync(Write(ended, 5, 6));

        Assert.Equal(ended, Assert.Single(await ListAsync(new SessionQuery())));
    }

    [Fact]
    public async Task Chunks_come_back_in_order_whole_or_without_their_records()
    {
        SessionEntry session = Session("alice");
        SessionWrite one = Write(session, 1, 4, "select 1");
        SessionWrite two = Write(session, 5, 9, "drop table x");
        await WriteAsync(one, two);

        List<SealedChunk> chunks = await ToListAsync(_store.ReadChunksAsync(session.Id, ChunkParts.Whole, default));
        List<SealedChunk> shortened = await ToListAsync(_store.ReadChunksAsync(session.Id, ChunkParts.WithoutRecords, default));

        Assert.Equal([1, 2], chunks.Select(chunk => chunk.Ordinal));
        Assert.Equal([(1L, 4L), (5L, 9L)], chunks.Select(chunk => (chunk.FirstSequence, chunk.LastSequence)));
        Assert.Equal(one.Chunk.Bytes.ToArray(), chunks[0].Bytes.ToArray());
        Assert.Equal(two.Chunk.Hash, chunks[1].Hash);
        Assert.Equal([1, 2], shortened.Select(chunk => chunk.Ordinal));
        Assert.Equal("drop table x", Assert.Single(ChunkContent.WithoutRecords(shortened[1].Bytes.Span).ReadOutcomes(key: null)).Sql);
    }

    [Fact]
    public async Task A_write_that_is_repeated_changes_nothing()
    {
        SessionEntry session = Session("alice") with { Statements = 1 };
        LedgerBatch first = Batch(Write(session, 1, 4, "select 1"));
        await _store.WriteAsync(first, default);
        LedgerBatch second = Batch(Write(session with { Statements = 2 }, 5, 5, "select 2"));
        await _store.WriteAsync(first with { Writes = [.. first.Writes, .. second.Writes] }, default);
        await _store.WriteAsync(second, default);

        Assert.Equal(2, (await ToListAsync(_store.ReadChunksAsync(session.Id, ChunkParts.Whole, default))).Count);
        Assert.Equal(2, Assert.Single(await ListAsync(new SessionQuery())).Statements);
    }

    [Fact]
    public async Task A_write_that_leaves_frames_out_is_refused_and_leaves_nothing()
    {
        await WriteAsync(Write(Session("bob"), 1, 1));
        SessionEntry session = Session("alice");
        LedgerBatch batch = Batch(Write(session, 1, 4, "select 1"), Write(session, 5, 6));

        await Assert.ThrowsAsync<AuditStoreException>(() => _store.WriteAsync(batch with { Writes = [batch.Writes[1]] }, default));

        Assert.Null(await _store.FindPositionAsync(session.Id, default));
        await _store.WriteAsync(batch, default);
        Assert.Equal(2, (await ListAsync(new SessionQuery())).Count);
    }

    [Fact]
    public async Task The_state_is_what_is_neither_chunk_nor_key_with_the_last_frame()
    {
        Assert.Empty(await _store.ReadStateAsync(Ledger, default));
        await WriteAsync(Write(Session("alice"), 1, 1));
        await _store.WriteAsync(Batch(FrameKind.Held, LedgerPayload.Write(new SessionMarked("x"))), default);
        await WriteAsync(Write(Session("bob"), 1, 1));

        IReadOnlyList<LedgerFrame> state = await _store.ReadStateAsync(Ledger, default);

        Assert.Equal([(FrameKind.DayOpened, 1), (FrameKind.Held, 3), (FrameKind.Chunk, 4)], state.Select(frame => (frame.Kind, frame.Position)));
        Assert.Equal(_end, new LedgerPosition(state[^1].Position, state[^1].Header.Link));
        Assert.Equal("x", LedgerPayload.ReadMarked(state[1].Payload.Span)!.Session);
    }

    [Fact]
    public async Task The_keychain_grows_and_the_head_is_the_last()
    {
        await WriteAsync(Write(Session("alice"), 1, 1));
        await _store.WriteKeychainAsync(Ledger, new byte[] { 1, 2 }, default);
        await _store.WriteKeychainAsync(Ledger, new byte[] { 3 }, default);
        await _store.WriteAsync(Batch(FrameKind.Head, [7, 7]), default);
        await _store.WriteAsync(Batch(FrameKind.Head, [8, 8, 8]), default);

        StoredHeads heads = await _store.ReadHeadsAsync(Ledger, default);

        Assert.Equal([1, 2, 3], heads.Keychain.ToArray());
        Assert.Equal([8, 8, 8], heads.Head.ToArray());
    }

    [Fact]
    public async Task A_shredded_session_has_no_key_and_no_words_and_is_still_listed()
    {
        KeyRing ring = KeyRing.Create(Start);
        SessionEntry session = Session("alice") with { EndedAt = Start };
        (SessionKey key, byte[] wrapped) = ring.CreateSessionKey(session.Id);
        await _store.WriteAsync(Batch(FrameKind.SessionKey, wrapped), default);
        await WriteAsync(Write(session, 1, 3, key, "select secret from vault"), Write(Session("bob"), 1, 1, "select 2"));
        Assert.Equal(wrapped, (await _store.FindKeyAsync(session.Id, default))!.Value.ToArray());
        Assert.Single(await ListAsync(new SessionQuery { Sql = "secret" }));

        await _store.ShredAsync(session.Id, default);
        await _store.ShredAsync(session.Id, default);

        Assert.Null(await _store.FindKeyAsync(session.Id, default));
        Assert.Empty(await ListAsync(new SessionQuery { Sql = "secret" }));
        Assert.Equal(session, Assert.Single(await ListAsync(new SessionQuery { User = "alice" })));
        Assert.Single(await ListAsync(new SessionQuery { Sql = "select" }));
        Assert.Single(await ToListAsync(_store.ReadChunksAsync(session.Id, ChunkParts.Whole, default)));
        await WriteAsync(Write(Session("carol"), 1, 1, "select secret from vault"));
        Assert.Single(await ListAsync(new SessionQuery { Sql = "secret" }));
    }

    [Fact]
    public async Task A_session_without_a_key_is_shredded_by_its_records()
    {
        SessionEntry session = Session("alice") with { EndedAt = Start };
        SessionEntry other = Session("bob");
        await WriteAsync(Write(session, 1, 3, "select secret"), Write(other, 1, 3, "select 2"));

        await _store.ShredAsync(session.Id, default);

        await Assert.ThrowsAsync<AuditErasedException>(() => ToListAsync(_store.ReadChunksAsync(session.Id, ChunkParts.Whole, default)));
        Assert.Single(await ToListAsync(_store.ReadChunksAsync(other.Id, ChunkParts.Whole, default)));
        Assert.Empty(await ListAsync(new SessionQuery { Sql = "secret" }));
    }

    [Fact]
    public async Task Days_are_listed_and_erased_whole_or_but_for_held_sessions()
    {
        SessionEntry held = Session("alice"), gone = Session("bob"), later = Session("carol", 60 * 24), last = Session("dave", 60 * 48);
        await WriteAsync(Write(held, 1, 1, "select held"), Write(gone, 1, 1, "select gone"));
        LedgerPosition firstEnd = _end;
        NextDay();
        await WriteAsync(Write(later, 1, 1));
        NextDay();
        await WriteAsync(Write(last, 1, 1));
        DateOnly first = DateOnly.FromDateTime(Start.UtcDateTime);
        var sessions = new HashSet<SessionId> { held.Id, later.Id };

        IReadOnlyList<StoredDay> days = await _store.ListDaysAsync(Ledger, default);
        Assert.Equal([first, first.AddDays(1), first.AddDays(2)], days.Select(day => day.Day));
        Assert.Equal((default, firstEnd), (days[0].Before, days[1].Before));
        Assert.All(days, day => Assert.True(day.Bytes > 0));
        Assert.Equal([held.Id], await _store.FindInDayAsync(Ledger, first, sessions, default));
        for (int time = 0; time < 2; time++)
        {
            await _store.EraseDayAsync(Ledger, first, new HashSet<SessionId> { held.Id }, default);
            await _store.EraseDayAsync(Ledger, first.AddDays(1), new HashSet<SessionId>(), default);
        }

        await AssertListAsync(new SessionQuery(), last, held);
        Assert.Single(await ToListAsync(_store.ReadChunksAsync(held.Id, ChunkParts.Whole, default)));
        Assert.Empty(await ListAsync(new SessionQuery { Sql = "gone" }));
        Assert.Equal([first, first.AddDays(2)], (await _store.ListDaysAsync(Ledger, default)).Select(day => day.Day));
        await _store.EraseDayAsync(Ledger, first, new HashSet<SessionId>(), default);
        await AssertListAsync(new SessionQuery(), last);
    }

    [Fact]
    public async Task A_session_over_several_days_is_one()
    {
        SessionEntry session = Session("alice") with { Application = "psql" };
        SessionEntry ended = session with { EndedAt = Start.AddDays(1), Statements = 2, Denied = 1 };
        await WriteAsync(Write(session, 1, 4, "select morning"));
        NextDay();
        await WriteAsync(Write(ended, 5, 9, "select evening"));

        Assert.Equal(ended, Assert.Single(await ListAsync(new SessionQuery())));
        Assert.Equal(ended, Assert.Single(await ListAsync(new SessionQuery { Sql = "morning" })));
        Assert.Equal(ended, Assert.Single(await ListAsync(new SessionQuery { Sql = "evening" })));
        Assert.Equal(ended, Assert.Single(await _store.FindSessionsAsync(session.Id.ToString(), 2, default)));
        Assert.Equal([1, 2], (await ToListAsync(_store.ReadChunksAsync(session.Id, ChunkParts.Whole, default))).Select(chunk => chunk.Ordinal));
        Assert.Equal((9, 2), ((await _store.FindPositionAsync(session.Id, default))!.LastSequence, (await _store.FindPositionAsync(session.Id, default))!.LastOrdinal));
        Assert.Empty(await _store.ListUnendedAsync(Ledger, default));
    }

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
    public async Task The_position_is_that_of_the_last_chunk()
    {
        SessionEntry session = Session("alice");
        Assert.Null(await _store.FindPositionAsync(session.Id, default));
        SessionWrite first = Write(session, 1, 4);
        SessionWrite last = Write(session, 5, 9);
        await WriteAsync(first, last);

        StoredPosition position = (await _store.FindPositionAsync(session.Id, default))!;
        Assert.Equal((9, 2), (position.LastSequence, position.LastOrdinal));
        Assert.Equal(last.Chunk.Hash, position.Head);
    }

    [Fact]
    public async Task Unended_sessions_are_those_without_an_end()
    {
        SessionEntry open = Session("a");
        SessionEntry ended = Session("b") with { EndedAt = Start };
        await WriteAsync(Write(open, 1, 1), Write(ended, 1, 1));

        Assert.Equal([open.Id], await _store.ListUnendedAsync(Ledger, default));
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

    [Fact]
    public async Task A_session_is_found_by_the_start_of_its_id()
    {
        SessionEntry first = Session("alice", minute: 0);
        SessionEntry second = Session("bob", minute: 60 * 24 * 365 * 5);
        await WriteAsync(Write(first, 1, 1), Write(second, 1, 1));
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
        await WriteAsync(Write(session, 1, 1));
        await using IAsyncEnumerator<SealedChunk> reading = _store.ReadChunksAsync(session.Id, ChunkParts.Whole, default).GetAsyncEnumerator();
        Assert.True(await reading.MoveNextAsync());

        await WriteAsync(Write(session, 2, 2));

        Assert.True(await reading.MoveNextAsync());
        Assert.Equal(2, reading.Current.Ordinal);
        Assert.False(await reading.MoveNextAsync());
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

    private SessionWrite Write(SessionEntry session, long first, long last, params string[] texts) => Write(session, first, last, key: null, texts);

    private SessionWrite Write(SessionEntry session, long first, long last, SessionKey? key, params string[] texts)
    {
        var packer = new ChunkPacker(256 << 10);
        for (long sequence = first; sequence <= last; sequence++)
            packer.Add(new RecordHeader(RecordKind.ClientBytes, session.Id, sequence, sequence, 1), new byte[5000]);
        if (!_chains.TryGetValue(session.Id, out SessionChain? chain))
            _chains.Add(session.Id, chain = new SessionChain(stored: null));
        StatementEntry[] statements = [.. texts.Select((sql, at) => new StatementEntry { Seq = first + at, At = Start, Sql = sql, Kind = "Select" })];
        return packer.Seal(session, statements, chain, key);
    }

    private void NextDay() => _day++;

    private LedgerBatch Batch(params SessionWrite[] writes) =>
        Batch(writes.Select(write => (FrameKind.Chunk, write.Chunk.Bytes, (SessionWrite?)write)));

    private LedgerBatch Batch(FrameKind kind, byte[] payload) => Batch([(kind, payload, null)]);

    private LedgerBatch Batch(IEnumerable<(FrameKind Kind, ReadOnlyMemory<byte> Payload, SessionWrite? Write)> frames)
    {
        DateOnly day = DateOnly.FromDateTime(Start.UtcDateTime).AddDays(_day);
        List<LedgerWrite> writes = [];
        if (_opened != day)
        {
            byte[] opening = LedgerPayload.Write(new DayOpened(Ledger.ToString(), LedgerPayload.Text(day), _end.Link.ToString(), [], []));
            frames = frames.Prepend((FrameKind.DayOpened, opening, null));
        }
        _opened = day;
        foreach ((FrameKind kind, ReadOnlyMemory<byte> payload, SessionWrite? write) in frames)
        {
            FrameHeader header = _end.Next(kind, payload.Span, Digest.Of(payload.Span), 1);
            _end = new LedgerPosition(header.Position, header.Link);
            writes.Add(new LedgerWrite(new LedgerFrame(header, payload), write));
        }
        return new LedgerBatch(Ledger, day, writes);
    }

    private async Task AssertListAsync(SessionQuery query, params SessionEntry[] expected) =>
        Assert.Equal(expected.Select(session => session.Id), (await ListAsync(query)).Select(session => session.Id));

    private Task<IReadOnlyList<SessionEntry>> ListAsync(SessionQuery query) => _store.ListSessionsAsync(query, default);

    private Task WriteAsync(params SessionWrite[] writes) => _store.WriteAsync(Batch(writes), default);

    private static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (T item in items)
            list.Add(item);
        return list;
    }
}
