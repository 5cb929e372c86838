namespace WireProxy.Protocols.Postgres.Conversation;

/// <summary>
/// The expected replies of one session, oldest first: one thread adds, another takes, without a lock. Grows in
/// segments up to a limit and reuses the emptied one, so that a steady conversation allocates nothing.
/// </summary>
public sealed class ReplyQueue
{
    private readonly int _limit;
    private Segment _head;
    private Segment _tail;
    private Segment? _spare;
    private long _added;
    private long _taken;

    /// <param name="limit">How many entries may wait at a time.</param>
    public ReplyQueue(int limit)
    {
        _limit = limit;
        _head = _tail = new Segment();
    }

    /// <summary>Entries added and not yet taken. Exact for either of the two threads at a moment of rest.</summary>
    public long Count => Volatile.Read(ref _added) - Volatile.Read(ref _taken);

    /// <exception cref="PostgresProtocolException">More messages wait for a reply than the limit allows.</exception>
    public void Add(in PendingReply reply)
    {
        if (Count >= _limit)
            throw new PostgresProtocolException($"more than {_limit} messages are waiting for a reply", "54000");
        Segment tail = _tail;
        int at = tail.Written;
        if (at == Segment.Size)
        {
            Segment next = Interlocked.Exchange(ref _spare, null) ?? new Segment();
            Volatile.Write(ref tail.Next, next);
            _tail = tail = next;
            at = 0;
        }
        tail.Replies[at] = reply;
        Volatile.Write(ref tail.Written, at + 1);
        Volatile.Write(ref _added, _added + 1);
    }

    /// <summary>The oldest entry. The reference is good until the next <see cref="Take"/>.</summary>
    public ref PendingReply Peek(out bool found)
    {
        Segment head = _head;
        if (head.Read == Segment.Size && Volatile.Read(ref head.Next) is { } next)
            head = MoveTo(next, head);
        found = head.Read < Volatile.Read(ref head.Written);
        return ref head.Replies[found ? head.Read : 0];
    }

    /// <summary>Removes the oldest entry, which <see cref="Peek"/> has just found.</summary>
    public void Take()
    {
        Segment head = _head;
        head.Replies[head.Read] = default;
        head.Read++;
        Volatile.Write(ref _taken, _taken + 1);
    }

    /// <summary>How many entries of one kind stand at the front; called by the thread that takes.</summary>
    public int CountLeading(ReplyKind kind) => Kinds().TakeWhile(found => found == kind).Count();

    /// <summary>What waits, oldest first; called by the thread that takes.</summary>
    public IEnumerable<ReplyKind> Kinds()
    {
        for (Segment? segment = _head; segment is not null; segment = Volatile.Read(ref segment.Next))
        {
            int written = Volatile.Read(ref segment.Written);
            for (int at = segment.Read; at < written; at++)
                yield return segment.Replies[at].Kind;
        }
    }

    private Segment MoveTo(Segment next, Segment emptied)
    {
        _head = next;
        emptied.Read = 0;
        emptied.Written = 0;
        emptied.Next = null;
        Volatile.Write(ref _spare, emptied);
        return next;
    }

    private sealed class Segment
    {
        public const int Size = 32;
        public readonly PendingReply[] Replies = new PendingReply[Size];
        public int Read;
        public int Written;
        public Segment? Next;
    }
}
