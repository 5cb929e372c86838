using System.Buffers;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Policy;
using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Sessions.Postgres;

/// <summary>
/// The client's half of masking: follows statement and portal names, makes sure that every portal is described before
/// it is executed, and has the catalog read when what is known of it is stale.
/// </summary>
internal sealed class MaskedRequests(PostgresSession session, SessionCatalog catalog)
{
    /// <summary>Two names, far longer than the server keeps: all that is read of a message that streams.</summary>
    public const int NamesPrefix = 1024;

    private const int NamesRemembered = 10_000;

    // Long enough for a busy server; one that never answers must not hold the client's next bytes for ever.
    private static readonly TimeSpan CatalogPatience = TimeSpan.FromSeconds(15);

    private readonly NameTable<NamedStatement> _statements = new(NamesRemembered);
    private readonly NameTable<NamedPortal> _portals = new(NamesRemembered);
    private readonly MessageWriter _writer = new();
    private readonly CopyInquiry _copies = new(session.Conversation);
    // Grows whenever something ran that may redefine a portal: SQL can close and declare one under the same name.
    private long _step;
    private BatchState _batchState;
    private long _catalogAskedAt = -1;
    private TimeSpan _patience = CatalogPatience;

    /// <summary>Completes when the catalog has been read that <see cref="ReadCatalogBefore"/> asked for.</summary>
    public Task CatalogRead => catalog.Loading is { } load ? load.Done.WaitAsync(_patience) : Task.CompletedTask;

    public void AbandonCatalog() => catalog.Abandon();

    /// <summary>A Parse goes on.</summary>
    /// <param name="name">The statement's name.</param>
    /// <param name="announced">What is known of its text; null if something else went in its place.</param>
    public NamedStatement Statement(ReadOnlySpan<byte> name, StatementJudgement? announced)
    {
        _batchState = BatchState.Open;
        NamedStatement statement = _statements.Find(name);
        statement.Announced = announced;
        return statement;
    }

    /// <summary>
    /// Asks about the columns of a COPY that is a Query of its own. Not inside a batch: the question would end it.
    /// </summary>
    public CopyDescription? DescribeCopyBefore(StatementJudgement judgement, in ReceivedFrame frame, OutgoingBuffer outgoing) =>
        _batchState == BatchState.Open ? null : DescribeCopy(judgement, frame, outgoing);

    public void EndCopyBehind(CopyDescription description, in ReceivedFrame frame, OutgoingBuffer outgoing) =>
        _copies.WriteEnd(description, outgoing.Replace(frame.End, frame.End));

    /// <summary>A Query can redefine any portal. It does not end a batch: a server that skips to Sync skips it, too.</summary>
    public void PassQuery() => _step++;

    /// <summary>Sync ends the batch of extended messages.</summary>
    public void EndBatch()
    {
        _step++;
        _batchState = BatchState.Closed;
    }

    /// <summary>
    /// Asks the server for the catalog if the message at hand must not be judged or planned with the present one. Only
    /// between batches: inside one, a server that skips to Sync would never answer, and until its end an unknown
    /// catalog masks everything.
    /// </summary>
    /// <returns>True if the message has to wait.</returns>
    public bool ReadCatalogBefore(StatementJudgement? judgement, in ReceivedFrame frame, OutgoingBuffer outgoing)
    {
        StatementEffects effects = judgement?.Effects ?? StatementEffects.None;
        if (_batchState == BatchState.Open || (effects & StatementEffects.SessionControl) != 0)
            return Go(judgement);
        // A failed transaction answers nothing, and a server of version 15 can crash on an extended query in one.
        if (_catalogAskedAt == frame.StreamOffset || InFailedTransaction || !catalog.MustBeRead(effects))
            return Go(judgement);

        _catalogAskedAt = frame.StreamOffset;
        CatalogLoad load = catalog.BeginLoad();
        // Behind statements of the client's own it takes as long as they do.
        _patience = session.Conversation.IsIdle ? CatalogPatience : Timeout.InfiniteTimeSpan;
        new CatalogRequest(session.Conversation, _writer).Write(load, outgoing.Replace(frame.Start, frame.Start));
        return true;
    }

    /// <summary>Bind, Describe, Execute and Close.</summary>
    public RelayNext Follow(in ReceivedFrame frame, OutgoingBuffer outgoing)
    {
        var reader = new PayloadReader(frame.Body);
        switch ((FrontendMessageCode)frame.Header.Code)
        {
            case FrontendMessageCode.Bind:
                return Bind(frame, outgoing);
            case FrontendMessageCode.Execute:
                return Execute(ref reader, frame, outgoing);
            case FrontendMessageCode.Describe:
                return Describe(ref reader, frame);
            default:
                return Close(ref reader, frame);
        }
    }

    private bool InFailedTransaction => session.Transaction == TransactionStatus.Failed && session.Conversation.IsIdle;

    private RelayNext Bind(in ReceivedFrame frame, OutgoingBuffer outgoing)
    {
        if (ReadCatalogBefore(null, frame, outgoing))
            return RelayNext.Pause;
        BindNames names = BindNames.Read(frame.Body);
        NamedPortal portal = _portals.Find(names.Portal);
        portal.IsNamed = !names.Portal.IsEmpty;
        NamedStatement statement = _statements.Find(names.Statement);
        portal.DescribedAt = NamedPortal.NotDescribed;
        portal.Announced = statement.Announced;
        return Expect(new PendingReply(ReplyKind.Bind, ReplyAudience.Client) { Portal = portal, Statement = statement }, frame);
    }

    private RelayNext Execute(ref PayloadReader reader, in ReceivedFrame frame, OutgoingBuffer outgoing)
    {
        ReadOnlySpan<byte> name = reader.ReadCString();
        NamedPortal portal = _portals.Find(name);
        if (portal.DescribedAt != _step)
        {
            outgoing.Replace(frame.Start, frame.Start)
                .Write(_writer.Begin(FrontendMessageCode.Describe).Byte(DescribeTarget.Portal).CString(name).End());
            session.Conversation.Expect(new PendingReply(ReplyKind.DescribePortal, ReplyAudience.Proxy) { Portal = portal });
        }
        // Running a portal can redefine any other, but not itself.
        portal.DescribedAt = ++_step;
        CopyDescription? copy = portal.Announced is StatementJudgement { CopyOut: CopyOutPassage.Masked } judgement
            ? DescribeCopy(judgement, frame, outgoing)
            : null;
        return Expect(new PendingReply(ReplyKind.Execute, ReplyAudience.Client) { Portal = portal, Inquiry = copy }, frame);
    }

    private CopyDescription? DescribeCopy(StatementJudgement judgement, in ReceivedFrame frame, OutgoingBuffer outgoing)
    {
        // A failed transaction runs no COPY, and answers nothing.
        if (judgement is not { CopyOut: CopyOutPassage.Masked, Verdict.Kind: VerdictKind.Allow } || InFailedTransaction)
            return null;
        var description = new CopyDescription(judgement);
        _copies.Write(description, outgoing.Replace(frame.Start, frame.Start));
        return description;
    }

    private RelayNext Describe(ref PayloadReader reader, in ReceivedFrame frame)
    {
        byte target = reader.ReadByte();
        ReadOnlySpan<byte> name = reader.ReadCString();
        if (target == DescribeTarget.Statement)
            return Expect(new PendingReply(ReplyKind.DescribeStatement, ReplyAudience.Client), frame);
        NamedPortal portal = _portals.Find(name);
        portal.DescribedAt = _step;
        return Expect(new PendingReply(ReplyKind.DescribePortal, ReplyAudience.Client) { Portal = portal }, frame);
    }

    private RelayNext Close(ref PayloadReader reader, in ReceivedFrame frame)
    {
        byte target = reader.ReadByte();
        ReadOnlySpan<byte> name = reader.ReadCString();
        return Expect(new PendingReply(ReplyKind.Close, ReplyAudience.Client)
        {
            Statement = target == DescribeTarget.Statement ? _statements.Find(name) : null,
            Portal = target == DescribeTarget.Portal ? _portals.Find(name) : null,
        }, frame);
    }

    private RelayNext Expect(in PendingReply reply, in ReceivedFrame frame)
    {
        _batchState = BatchState.Open;
        session.Conversation.Expect(reply with { ClientOffset = frame.StreamOffset });
        return RelayNext.Read;
    }

    /// <summary>The message goes on, or something that does nothing goes in its place. What it may change is distrusted from here on.</summary>
    private bool Go(StatementJudgement? judgement)
    {
        if (judgement is { Verdict.Kind: VerdictKind.Allow } && (judgement.Effects & StatementEffects.ChangesCatalog) != 0)
            catalog.Distrust();
        return false;
    }

    private enum BatchState : byte
    {
        Closed,
        Open,
    }
}
