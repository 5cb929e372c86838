using WireProxy.Masking;
using WireProxy.Masking.Postgres;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Policy;
using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sessions.Postgres;

/// <summary>
/// The server's half of masking. Everything it knows changes only with the server's own replies, in their order: a
/// statement name means what the last ParseComplete said, a portal what the last BindComplete and RowDescription said.
/// </summary>
/// <param name="session">The session's shared state.</param>
/// <param name="catalog">What is known of the database.</param>
/// <param name="judge">Judges texts again when the catalog has changed.</param>
/// <param name="planner">Plans the rows; null where only rules need the catalog, and nothing is masked.</param>
internal sealed class MaskedReplies(PostgresSession session, SessionCatalog catalog, IStatementJudge judge, RowPlanner? planner)
{
    private readonly MessageWriter _writer = new();
    private readonly DeclaredCursors _cursors = new();
    private readonly PreparedTexts _prepared = new();

    // Grow when SQL may have redefined statement names, or names of either kind; judgements of older names are then void.
    private long _statementsEpoch;
    private long _portalsEpoch;
    private HiddenCode _hiddenCode;
    private readonly MaskedCopyOut? _copy = planner is null ? null : new MaskedCopyOut(session, planner);
    private RowPlan? _rows;

    /// <summary>Whether the rows of the current request must be whole to be handled.</summary>
    public bool ReadsRows => _rows is not { Rewriter: null };

    /// <summary>A request's first row arrived.</summary>
    /// <exception cref="MaskingException">Its columns were never described.</exception>
    public void BeginRows(in PendingReply request)
    {
        if (request.Kind == ReplyKind.Execute && request.Audience == ReplyAudience.Client)
            _rows = request.Portal?.RowPlan as RowPlan ?? throw new MaskingException("rows arrived whose columns the server never described");
    }

    /// <summary>Writes one row of the current request under its masks.</summary>
    public void WriteRow(in ReceivedFrame frame, OutgoingBuffer outgoing)
    {
        if (_rows is not { } plan)
            throw new MaskingException("rows arrived whose columns the server never described");
        bool isCopied = (BackendMessageCode)frame.Header.Code == BackendMessageCode.CopyData;
        if (isCopied != (_copy is { IsMasking: true }))
            throw new MaskingException("copy data and rows arrived as one result");
        if (isCopied)
            _copy!.Write(frame, outgoing);
        else
            plan.Rewriter?.Rewrite(frame.Body, outgoing.Replace(frame.Start, frame.End));
    }

    /// <summary>
    /// Copy data passes, or is masked, if its statement may still run: what it names may be another relation now than when
    /// it was judged.
    /// </summary>
    /// <exception cref="MaskingException">It may not, or its columns are not known.</exception>
    public void BeginCopyOut(in PendingReply request, ReadOnlySpan<byte> response, int limit)
    {
        if (_copy is null)
        {
            _rows = RowPlan.Unchanged;
            return;
        }
        if (JudgementOf(request) is not { Certainty: ReadingCertainty.One } judged)
            throw new MaskingException("a COPY TO began of which it is not known what it copies");
        StatementJudgement judgement = judge.Under(catalog.Current, judged);
        if (judgement.Verdict.Kind != VerdictKind.Allow || judgement.CopyOut is not (CopyOutPassage.Unchanged or CopyOutPassage.Masked))
            throw new MaskingException("a COPY TO began that may not run on the relations as they are now");
        _rows = judgement.CopyOut == CopyOutPassage.Unchanged ? RowPlan.Unchanged : PlanCopy(request, judged, judgement.Outputs, response, limit);
    }

    public void EndCopyOut() => _copy?.Complete();

    private RowPlan PlanCopy(in PendingReply request, StatementJudgement judged, OutputMasks outputs, ReadOnlySpan<byte> response, int limit)
    {
        // What was asked about is what the client last sent under a name; what runs is what the server took for it.
        if (request.Inquiry is not CopyDescription inquiry || !inquiry.Judgement.Text.Span.SequenceEqual(judged.Text.Span)
            || inquiry.Judgement.Context != judged.Context)
            throw new MaskingException("a COPY TO began that the server was not asked about");
        RowPlan plan = _copy!.Begin(inquiry, CopyOutResponse.Read(response), catalog.Current, outputs, limit);
        NoteMasks(plan, request.ClientOffset);
        return plan;
    }

    public void Described(in PendingReply request, ReadOnlySpan<byte> rowDescription)
    {
        switch (request.Kind)
        {
            case ReplyKind.DescribeStatement when request.Judgement is CopyDescription inquiry:
                inquiry.Columns = rowDescription.ToArray();
                break;
            case ReplyKind.Query:
                _rows = PlanFor(rowDescription, catalog.Current, JudgementOf(request));
                NoteMasks(_rows, request.ClientOffset);
                break;
            case ReplyKind.DescribePortal:
                request.Portal!.RowPlan = PlanFor(rowDescription, CatalogFor(request.Portal), JudgementOf(request));
                break;
        }
    }

    public static void DescribedWithoutRows(in PendingReply request)
    {
        if (request.Portal is { } portal)
            portal.RowPlan = RowPlan.Unchanged;
    }

    /// <summary>Takes in what the server confirmed about names.</summary>
    public void Confirmed(BackendMessageCode code, in PendingReply request)
    {
        switch (code)
        {
            case BackendMessageCode.ParseComplete when request.Statement is { } statement:
                statement.Judgement = request.Judgement;
                statement.Epoch = _statementsEpoch;
                break;
            case BackendMessageCode.BindComplete when request.Portal is { } portal:
                StatementJudgement? judgement = JudgementOf(request);
                // Planning runs functions that claim to be immutable.
                NoteNames(judgement);
                portal.Judgement = judgement;
                portal.Epoch = _portalsEpoch;
                portal.RowPlan = null;
                if (portal.IsNamed)
                    _cursors.Forget();
                break;
            case BackendMessageCode.CloseComplete:
                if (request.Statement is { } closed)
                {
                    closed.Judgement = null;
                    _prepared.Forget();
                }
                if (request.Portal is { } gone)
                    (gone.Judgement, gone.RowPlan) = (null, null);
                break;
        }
    }

    /// <summary>A request with rows is over.</summary>
    public void Completed(in PendingReply request, ReadOnlySpan<byte> tag)
    {
        if (request is { Kind: ReplyKind.Execute, Inquiry: null } && _rows is { Rewriter: not null } plan)
            NoteMasks(plan, request.ClientOffset);
        EndRows();
        StatementJudgement? judgement = JudgementOf(request);
        if (CommandTags.ChangesPortals(tag))
            _portalsEpoch++;
        if (CommandTags.ChangesStatements(tag))
            VoidNames();
        NoteNames(judgement);
        _cursors.Completed(Run(judgement));
        _prepared.Completed(judgement, tag);
    }

    /// <summary>
    /// The server dropped the unnamed statement if its Parse failed. What the request did to names before it failed stays.
    /// </summary>
    public void Failed(in PendingReply request)
    {
        EndRows();
        if (request.Kind is ReplyKind.Query or ReplyKind.Bind or ReplyKind.Execute)
            NoteNames(JudgementOf(request));
        if (request is { Kind: ReplyKind.Parse, Statement: { } statement })
            statement.Judgement = null;
    }

    public void SchemaChanged() => catalog.Distrust();

    /// <summary>The server is ready for the next statement.</summary>
    public void NoteReady()
    {
        if (session.Transaction == TransactionStatus.Idle)
            catalog.NoteCommitted();
    }

    /// <summary>Rewrites an error or notice that may quote values of masked columns.</summary>
    public void Scrub(in PendingReply request, in ReceivedFrame frame, OutgoingBuffer outgoing)
    {
        ErrorResponse error = ErrorResponse.Read(frame.Body);
        StatementJudgement? judgement = JudgementOf(request);
        bool firesDeferred = judgement is not null && (judgement.Effects & StatementEffects.FiresDeferred) != 0;
        if (ExposureOf(judgement) == Exposure.ProvenClean && !(firesDeferred && ErrorScrubber.MayBeDeferred(error)))
            return;
        if (ErrorScrubber.MustScrub(error))
            ErrorScrubber.Write(frame.Header.Code, error, _writer, outgoing.Replace(frame.Start, frame.End));
    }

    /// <summary>The question about a COPY failed, and so does the COPY: the client gets the error as that of its own statement.</summary>
    public void FailCopy(CopyDescription inquiry, in ReceivedFrame frame, OutgoingBuffer outgoing)
    {
        inquiry.Outcome = CopyInquiryOutcome.Failed;
        ErrorPosition position = inquiry.Judgement.Copy is { SourceKind: CopySource.Query } ? ErrorPosition.InClientText : ErrorPosition.Elsewhere;
        ErrorScrubber.Write(frame.Header.Code, ErrorResponse.Read(frame.Body), _writer, outgoing.Replace(frame.Start, frame.End), position);
    }

    /// <summary>Rows of the proxy's own queries.</summary>
    public static void CatalogRow(in PendingReply request, ReadOnlySpan<byte> row)
    {
        if (request.Judgement is CatalogRows rows)
            rows.Load.AddRow(rows.Query, row);
        else if (request.Judgement is CopyDescription inquiry)
            inquiry.AddGenerated(row);
    }

    /// <summary>The proxy's own batch failed or ended.</summary>
    public void CatalogReply(BackendMessageCode code)
    {
        if (catalog.Loading is not { } load)
            return;
        if (code == BackendMessageCode.ErrorResponse)
            load.Fail();
        else if (code == BackendMessageCode.ReadyForQuery)
            catalog.EndLoad(load);
    }

    private void EndRows()
    {
        _rows = null;
        _copy?.End();
    }

    private RowPlan PlanFor(ReadOnlySpan<byte> rowDescription, CatalogSnapshot known, StatementJudgement? judgement)
    {
        RowPlan plan = planner?.Plan(rowDescription, known, OutputsOf(judgement), session.Results) ?? RowPlan.Unchanged;
        if (plan.HasUnknownOrigin)
            catalog.NoteUnknownOrigin();
        return plan;
    }

    /// <summary>
    /// A portal that repeats the rows of a cursor or prepared statement was described when it was bound: once names were
    /// redefined, its rows can come from anywhere.
    /// </summary>
    private CatalogSnapshot CatalogFor(NamedPortal portal)
    {
        bool mayRepeat = portal.Judgement is not StatementJudgement bound || (bound.Effects & StatementEffects.ReturnsEarlierText) != 0;
        return mayRepeat && portal.Epoch != _portalsEpoch ? CatalogSnapshot.Unknown : catalog.Current;
    }

    private Exposure ExposureOf(StatementJudgement? judgement) =>
        planner is null ? Exposure.ProvenClean : Current(judgement)?.Exposure ?? Exposure.Unproven;

    private OutputMasks OutputsOf(StatementJudgement? judgement) => Current(judgement)?.Outputs ?? OutputMasks.Unknown;

    /// <summary>The judgement of what decides the rows, under the catalog of now.</summary>
    private StatementJudgement? Current(StatementJudgement? judgement) =>
        judgement is null ? null : judge.Under(catalog.Current, _cursors.Find(judgement) ?? _prepared.Find(judgement) ?? judgement);

    private StatementJudgement? JudgementOf(in PendingReply request) => request switch
    {
        { Judgement: StatementJudgement judgement } => judgement,
        { Statement: { } statement } when statement.Epoch == _statementsEpoch => statement.Judgement as StatementJudgement,
        { Statement: null, Portal: { } portal } when portal.Epoch == _portalsEpoch => portal.Judgement as StatementJudgement,
        _ => null,
    };

    /// <summary>A statement ran, at least in part. What a cursor runs when it is fetched from was judged when it was declared.</summary>
    private void NoteNames(StatementJudgement? judgement)
    {
        StatementEffects effects = Run(judgement)?.Effects ?? StatementEffects.RenamesStatements;
        if ((effects & StatementEffects.RenamesStatements) != 0)
            _hiddenCode = HiddenCode.Possible;
        else if (_hiddenCode == HiddenCode.None || (effects & StatementEffects.ReturnsEarlierText) == 0)
            return;
        VoidNames();
        _prepared.Forget();
    }

    /// <summary>What an EXECUTE runs, if that is known.</summary>
    private StatementJudgement? Run(StatementJudgement? judgement) => judgement is null ? null : _prepared.Find(judgement) ?? judgement;

    private void VoidNames()
    {
        _statementsEpoch++;
        _portalsEpoch++;
    }

    private void NoteMasks(RowPlan plan, long clientOffset)
    {
        if (plan.Rewriter is not null)
            session.Recorder.Masked(clientOffset, plan.MaskedColumns);
    }

    /// <summary>Whether code that the analysis did not see has run: a cursor may hold such code, too.</summary>
    private enum HiddenCode : byte
    {
        None,
        Possible,
    }
}
