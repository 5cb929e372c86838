using WireProxy.Masking;
using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Sessions.Postgres;

/// <summary>
/// The server's half of masking. Everything it knows changes only with the server's own replies, in their order: a
/// statement name means what the last ParseComplete said, a portal what the last BindComplete and RowDescription said.
/// </summary>
internal sealed class MaskedReplies(PostgresSession session, SessionCatalog catalog, IStatementJudge judge, RowPlanner planner)
{
    private readonly MessageWriter _writer = new();

    // Grows when a statement may have redefined statement names by SQL; judgements of older names are then void.
    private long _namesEpoch;
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
        plan.Rewriter?.Rewrite(frame.Body, outgoing.Replace(frame.Start, frame.End));
    }

    /// <summary>Copy data is judged with its statement: what was let through passes.</summary>
    public void BeginCopyOut() => _rows = RowPlan.Unchanged;

    public void Described(in PendingReply request, ReadOnlySpan<byte> rowDescription)
    {
        switch (request.Kind)
        {
            case ReplyKind.Query:
                _rows = PlanFor(rowDescription, request.Judgement);
                NoteMasks(_rows, request.ClientOffset);
                break;
            case ReplyKind.DescribePortal:
                request.Portal!.RowPlan = PlanFor(rowDescription, request.Portal.Judgement);
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
                statement.Epoch = _namesEpoch;
                break;
            case BackendMessageCode.BindComplete when request.Portal is { } portal:
                portal.Judgement = request.Statement is { } bound && bound.Epoch == _namesEpoch ? bound.Judgement : null;
                portal.RowPlan = null;
                break;
            case BackendMessageCode.CloseComplete:
                if (request.Statement is { } closed)
                    closed.Judgement = null;
                if (request.Portal is { } gone)
                    (gone.Judgement, gone.RowPlan) = (null, null);
                break;
        }
    }

    /// <summary>A request with rows is over.</summary>
    public void Completed(in PendingReply request)
    {
        if (request.Kind == ReplyKind.Execute && _rows is { Rewriter: not null } plan)
            NoteMasks(plan, request.ClientOffset);
        _rows = null;
        if (JudgementOf(request) is not { } judgement || (judgement.Effects & StatementEffects.RenamesStatements) != 0)
            _namesEpoch++;
    }

    /// <summary>The server dropped the unnamed statement because its Parse failed.</summary>
    public void Failed(in PendingReply request)
    {
        _rows = null;
        if (request is { Kind: ReplyKind.Parse, Statement: { } statement })
            statement.Judgement = null;
    }

    public void SchemaChanged() => catalog.Distrust();

    /// <summary>Rewrites an error or notice that may quote values of masked columns.</summary>
    public void Scrub(in PendingReply request, in ReceivedFrame frame, OutgoingBuffer outgoing)
    {
        if (ExposureOf(JudgementOf(request)) == Exposure.ProvenClean)
            return;
        ErrorResponse error = ErrorResponse.Read(frame.Body);
        if (ErrorScrubber.MustScrub(error))
            ErrorScrubber.Write(frame.Header.Code, error, _writer, outgoing.Replace(frame.Start, frame.End));
    }

    /// <summary>Rows of the proxy's own catalog queries.</summary>
    public static void CatalogRow(in PendingReply request, ReadOnlySpan<byte> row)
    {
        if (request.Judgement is CatalogRows rows)
            rows.Load.AddRow(rows.Query, row);
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

    private RowPlan PlanFor(ReadOnlySpan<byte> rowDescription, object? judgement) =>
        planner.Plan(rowDescription, catalog.Current, ExposureOf(judgement as StatementJudgement), session.Results);

    private Exposure ExposureOf(StatementJudgement? judgement) =>
        judgement is null ? Exposure.Unproven : judge.ExposureUnder(catalog.Current, judgement);

    private static StatementJudgement? JudgementOf(in PendingReply request) =>
        (request.Judgement ?? request.Portal?.Judgement ?? request.Statement?.Judgement) as StatementJudgement;

    private void NoteMasks(RowPlan plan, long clientOffset)
    {
        if (plan.Rewriter is not null)
            session.Recorder.Masked(clientOffset, plan.MaskedColumns);
    }
}
