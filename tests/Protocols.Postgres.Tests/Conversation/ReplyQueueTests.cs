using WireProxy.Protocols.Postgres.Conversation;

namespace WireProxy.Protocols.Postgres.Tests.Conversation;

public sealed class ReplyQueueTests
{
    [Fact]
    public void An_empty_queue_has_nothing_to_peek()
    {
        var queue = new ReplyQueue(10);
        queue.Peek(out bool found);
        Assert.False(found);
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void Entries_come_back_in_order_through_growth()
    {
        var queue = new ReplyQueue(1000);
        int added = 0, taken = 0;
        // Fills and empties by turns, across every segment boundary.
        for (int round = 1; round < 40; round++)
        {
            for (int i = 0; i < round * 3; i++)
                queue.Add(Entry(added++));
            for (int i = 0; i < round * 2; i++)
                Assert.Equal(taken++, Take(queue));
            Assert.Equal(added - taken, queue.Count);
        }
        while (taken < added)
            Assert.Equal(taken++, Take(queue));
        queue.Peek(out bool found);
        Assert.False(found);
    }

    [Fact]
    public void The_limit_is_the_number_that_may_wait()
    {
        var queue = new ReplyQueue(100);
        for (int i = 0; i < 100; i++)
            queue.Add(Entry(i));
        PostgresProtocolException refused = Assert.Throws<PostgresProtocolException>(() => queue.Add(Entry(100)));
        Assert.Equal("54000", refused.SqlState);
        Assert.Equal(0, Take(queue));
        queue.Add(Entry(100));
    }

    [Fact]
    public void Kinds_are_listed_across_segments_without_taking()
    {
        var queue = new ReplyQueue(1000);
        for (int i = 0; i < 100; i++)
            queue.Add(new PendingReply(i < 70 ? ReplyKind.Sync : ReplyKind.Parse, ReplyAudience.Client));
        for (int i = 0; i < 40; i++)
        {
            queue.Peek(out _);
            queue.Take();
        }
        Assert.Equal(30, queue.CountLeading(ReplyKind.Sync));
        Assert.Equal(0, queue.CountLeading(ReplyKind.Parse));
        Assert.Equal(60, queue.Kinds().Count());
    }

    [Fact]
    public async Task One_thread_adds_while_another_takes()
    {
        const int Total = 300_000;
        var queue = new ReplyQueue(500);
        Task adding = Task.Run(() =>
        {
            for (int i = 0; i < Total; i++)
            {
                while (queue.Count >= 500)
                    Thread.Yield();
                queue.Add(Entry(i));
            }
        });
        await Task.Run(() =>
        {
            for (int i = 0; i < Total;)
            {
                ref PendingReply head = ref queue.Peek(out bool found);
                if (!found)
                {
                    Thread.Yield();
                    continue;
                }
                Assert.Equal(i++, head.ClientOffset);
                queue.Take();
            }
        });
        await adding;
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void A_steady_conversation_allocates_nothing()
    {
        var queue = new ReplyQueue(1000);
        Cycle(queue, 200);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Cycle(queue, 10_000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Cycle(ReplyQueue queue, int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < 5; i++)
                queue.Add(Entry(i));
            for (int i = 0; i < 5; i++)
            {
                queue.Peek(out _);
                queue.Take();
            }
        }
    }

    private static PendingReply Entry(int number) => new(ReplyKind.Parse, ReplyAudience.Client) { ClientOffset = number };

    private static long Take(ReplyQueue queue)
    {
        long number = queue.Peek(out bool found).ClientOffset;
        Assert.True(found);
        queue.Take();
        return number;
    }
}
