using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Tests.Stores.Contract;

/// <summary>What is shredded or erased is gone, and nothing else.</summary>
public abstract class ErasureContract : WritingContract
{
    [Fact]
    public async Task A_shredded_session_has_no_key_and_no_words_and_is_still_listed()
    {
        KeyRing ring = KeyRing.Create(Start);
        SessionEntry session = Session("alice") with { EndedAt = Start };
        (SessionKey key, byte[] wrapped) = ring.CreateSessionKey(session.Id);
        await Store.WriteAsync(Batch(FrameKind.SessionKey, wrapped), default);
        await WriteAsync(Write(session, 1, 3, key, "select secret from vault"), Write(Session("bob"), 1, 1, "select 2"));
        Assert.Equal(wrapped, (await Store.FindKeyAsync(session.Id, default))!.Value.ToArray());
        Assert.Single(await ListAsync(new SessionQuery { Sql = "secret" }));

        await Store.ShredAsync(session.Id, default);
        await Store.ShredAsync(session.Id, default);

        Assert.Null(await Store.FindKeyAsync(session.Id, default));
        Assert.Empty(await ListAsync(new SessionQuery { Sql = "secret" }));
        Assert.Equal(session, Assert.Single(await ListAsync(new SessionQuery { User = "alice" })));
        Assert.Single(await ListAsync(new SessionQuery { Sql = "select" }));
        Assert.Single(await ToListAsync(Store.ReadChunksAsync(session.Id, ChunkParts.Whole, default)));
        await WriteAsync(Write(Session("carol"), 1, 1, "select secret from vault"));
        Assert.Single(await ListAsync(new SessionQuery { Sql = "secret" }));
    }

    [Fact]
    public async Task Texts_of_a_shredded_session_stay_where_another_ran_them()
    {
        SessionEntry session = Session("alice") with { EndedAt = Start };
        SessionEntry other = Session("bob");
        await WriteAsync(Write(session, 1, 2, "select secret", "select shared", "select hidden"), Write(other, 1, 2, "select shared", "select open"));

        await Store.ShredAsync(session.Id, default);

        Assert.Empty(await ListAsync(new SessionQuery { Sql = "secret" }));
        Assert.Empty(await ListAsync(new SessionQuery { Sql = "hidden" }));
        Assert.Equal(other.Id, Assert.Single(await ListAsync(new SessionQuery { Sql = "shared" })).Id);
        Assert.Equal(other.Id, Assert.Single(await ListAsync(new SessionQuery { Sql = "open" })).Id);
    }

    [Fact]
    public async Task A_session_without_a_key_is_shredded_by_its_records()
    {
        SessionEntry session = Session("alice") with { EndedAt = Start };
        SessionEntry other = Session("bob");
        await WriteAsync(Write(session, 1, 3, "select secret"), Write(other, 1, 3, "select 2"));

        await Store.ShredAsync(session.Id, default);

        await Assert.ThrowsAsync<AuditErasedException>(() => ToListAsync(Store.ReadChunksAsync(session.Id, ChunkParts.Whole, default)));
        Assert.Single(await ToListAsync(Store.ReadChunksAsync(other.Id, ChunkParts.Whole, default)));
        Assert.Empty(await ListAsync(new SessionQuery { Sql = "secret" }));
    }

    [Fact]
    public async Task Days_are_listed_and_erased_whole_or_but_for_held_sessions()
    {
        SessionEntry held = Session("alice"), gone = Session("bob"), later = Session("carol", 60 * 24), last = Session("dave", 60 * 48);
        await WriteAsync(Write(held, 1, 1, "select held"), Write(gone, 1, 1, "select gone"));
        LedgerPosition firstEnd = End;
        NextDay();
        await WriteAsync(Write(later, 1, 1));
        NextDay();
        await WriteAsync(Write(last, 1, 1));
        DateOnly first = DateOnly.FromDateTime(Start.UtcDateTime);
        var sessions = new HashSet<SessionId> { held.Id, later.Id };

        IReadOnlyList<StoredDay> days = await Store.ListDaysAsync(Ledger, default);
        Assert.Equal([first, first.AddDays(1), first.AddDays(2)], days.Select(day => day.Day));
        Assert.Equal((default, firstEnd), (days[0].Before, days[1].Before));
        Assert.All(days, day => Assert.True(day.Bytes > 0));
        Assert.Equal([held.Id], await Store.FindInDayAsync(Ledger, first, sessions, default));
        for (int time = 0; time < 2; time++)
        {
            await Store.EraseDayAsync(Ledger, first, new HashSet<SessionId> { held.Id }, default);
            await Store.EraseDayAsync(Ledger, first.AddDays(1), new HashSet<SessionId>(), default);
        }

        await AssertListAsync(new SessionQuery(), last, held);
        Assert.Single(await ToListAsync(Store.ReadChunksAsync(held.Id, ChunkParts.Whole, default)));
        Assert.Empty(await ListAsync(new SessionQuery { Sql = "gone" }));
        Assert.Equal([first, first.AddDays(2)], (await Store.ListDaysAsync(Ledger, default)).Select(day => day.Day));
        await Store.EraseDayAsync(Ledger, first, new HashSet<SessionId>(), default);
        await AssertListAsync(new SessionQuery(), last);
    }
}
