using WireProxy.Audit.Ledger;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Tests.Stores.Contract;

/// <summary>What is written comes back, whole and in order.</summary>
public abstract class WritingContract : StoreUnderTest
{
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

        List<SealedChunk> chunks = await ToListAsync(Store.ReadChunksAsync(session.Id, ChunkParts.Whole, default));
        List<SealedChunk> shortened = await ToListAsync(Store.ReadChunksAsync(session.Id, ChunkParts.WithoutRecords, default));

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
        await Store.WriteAsync(first, default);
        LedgerBatch second = Batch(Write(session with { Statements = 2 }, 5, 5, "select 2"));
        await Store.WriteAsync(first with { Writes = [.. first.Writes, .. second.Writes] }, default);
        await Store.WriteAsync(second, default);

        Assert.Equal(2, (await ToListAsync(Store.ReadChunksAsync(session.Id, ChunkParts.Whole, default))).Count);
        Assert.Equal(2, Assert.Single(await ListAsync(new SessionQuery())).Statements);
    }

    [Fact]
    public async Task A_write_that_leaves_frames_out_is_refused_and_leaves_nothing()
    {
        await WriteAsync(Write(Session("bob"), 1, 1));
        SessionEntry session = Session("alice");
        LedgerBatch batch = Batch(Write(session, 1, 4, "select 1"), Write(session, 5, 6));

        await Assert.ThrowsAsync<AuditStoreException>(() => Store.WriteAsync(batch with { Writes = [batch.Writes[1]] }, default));

        Assert.Null(await Store.FindPositionAsync(session.Id, default));
        await Store.WriteAsync(batch, default);
        Assert.Equal(2, (await ListAsync(new SessionQuery())).Count);
    }

    [Fact]
    public async Task The_state_is_what_is_neither_chunk_nor_key_with_the_last_frame()
    {
        Assert.Empty(await Store.ReadStateAsync(Ledger, default));
        await WriteAsync(Write(Session("alice"), 1, 1));
        await Store.WriteAsync(Batch(FrameKind.Held, LedgerPayload.Write(new SessionMarked("x"))), default);
        await WriteAsync(Write(Session("bob"), 1, 1));

        IReadOnlyList<LedgerFrame> state = await Store.ReadStateAsync(Ledger, default);

        Assert.Equal([(FrameKind.DayOpened, 1), (FrameKind.Held, 3), (FrameKind.Chunk, 4)], state.Select(frame => (frame.Kind, frame.Position)));
        Assert.Equal(End, new LedgerPosition(state[^1].Position, state[^1].Header.Link));
        Assert.Equal("x", LedgerPayload.ReadMarked(state[1].Payload.Span)!.Session);
    }

    [Fact]
    public async Task The_keychain_grows_and_the_head_is_the_last()
    {
        await WriteAsync(Write(Session("alice"), 1, 1));
        await Store.WriteKeychainAsync(Ledger, new byte[] { 1, 2 }, default);
        await Store.WriteKeychainAsync(Ledger, new byte[] { 3 }, default);
        await Store.WriteAsync(Batch(FrameKind.Head, [7, 7]), default);
        await Store.WriteAsync(Batch(FrameKind.Head, [8, 8, 8]), default);

        StoredHeads heads = await Store.ReadHeadsAsync(Ledger, default);

        Assert.Equal([1, 2, 3], heads.Keychain.ToArray());
        Assert.Equal([8, 8, 8], heads.Head.ToArray());
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
        Assert.Equal(ended, Assert.Single(await Store.FindSessionsAsync(session.Id.ToString(), 2, default)));
        Assert.Equal([1, 2], (await ToListAsync(Store.ReadChunksAsync(session.Id, ChunkParts.Whole, default))).Select(chunk => chunk.Ordinal));
        Assert.Equal((9, 2), ((await Store.FindPositionAsync(session.Id, default))!.LastSequence, (await Store.FindPositionAsync(session.Id, default))!.LastOrdinal));
        Assert.Empty(await Store.ListUnendedAsync(Ledger, default));
    }

    [Fact]
    public async Task The_position_is_that_of_the_last_chunk()
    {
        SessionEntry session = Session("alice");
        Assert.Null(await Store.FindPositionAsync(session.Id, default));
        SessionWrite first = Write(session, 1, 4);
        SessionWrite last = Write(session, 5, 9);
        await WriteAsync(first, last);

        StoredPosition position = (await Store.FindPositionAsync(session.Id, default))!;
        Assert.Equal((9, 2), (position.LastSequence, position.LastOrdinal));
        Assert.Equal(last.Chunk.Hash, position.Head);
    }

    [Fact]
    public async Task Unended_sessions_are_those_without_an_end()
    {
        SessionEntry open = Session("a");
        SessionEntry ended = Session("b") with { EndedAt = Start };
        await WriteAsync(Write(open, 1, 1), Write(ended, 1, 1));

        Assert.Equal([open.Id], await Store.ListUnendedAsync(Ledger, default));
    }

    [Fact]
    public async Task A_reader_that_waits_goes_on_with_what_was_written_meanwhile()
    {
        SessionEntry session = Session("alice");
        await WriteAsync(Write(session, 1, 1));
        await using IAsyncEnumerator<SealedChunk> reading = Store.ReadChunksAsync(session.Id, ChunkParts.Whole, default).GetAsyncEnumerator();
        Assert.True(await reading.MoveNextAsync());

        await WriteAsync(Write(session, 2, 2));

        Assert.True(await reading.MoveNextAsync());
        Assert.Equal(2, reading.Current.Ordinal);
        Assert.False(await reading.MoveNextAsync());
    }
}
