using System.Buffers;
using WireProxy.Masking;
using WireProxy.Masking.MySql;
using WireProxy.Masking.MySql.Catalog;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Protocols.MySql.Values;
using WireProxy.Sessions.MySql.Statements;

namespace WireProxy.Sessions.MySql.Masked;

/// <summary>The server's half of masking: plans the rows of each result, and scrubs what else can quote values.</summary>
internal sealed class MaskedReplies(MySqlSession session, MaskedSession masked, RowPlanner planner) : IReplyMasks
{
    private readonly ResultDefinitions _definitions = new(session.Capabilities);
    private RowPlan? _rows;
    private ColumnDefinitionsPresence _presence;
    private long _replyTo = -1;
    private int _result;
    private int _prepared;

    public bool ReadsRows => _rows?.Rewriter is not null;

    public void BeginResult(in PendingReply request, in ColumnCountPacket count)
    {
        _rows = null;
        _presence = count.Definitions;
        _definitions.Clear();
    }

    public void BeginPrepared(in PendingReply request, in PrepareOk reply)
    {
        _definitions.Clear();
        _prepared = reply.Columns;
    }

    public void Define(in PendingReply request, ReplyPart part, ReadOnlySpan<byte> definition)
    {
        if (part != ReplyPart.ColumnDefinition)
            return;
        _definitions.Add(definition);
        // MariaDB describes the rows of an execution again only if they are others.
        if (request is { Kind: ReplyKind.Prepare, Statement: { } statement } && _definitions.Count == _prepared)
            statement.RowPlan = new MaskedRows(_definitions.Bytes.ToArray(), _definitions.Count, null);
    }

    public void EndDefinitions(in PendingReply request)
    {
        if (request.Kind != ReplyKind.Results)
            return;
        int result = ResultOf(request);
        if (_presence == ColumnDefinitionsPresence.Omitted)
        {
            // What is kept describes the first result; those of a procedure differ.
            MaskedRows earlier = result == 0 && request.Statement?.RowPlan is MaskedRows kept ? kept : throw Undescribed();
            _definitions.Restore(earlier.Definitions, earlier.Count);
        }
        _rows = Plan(request, result);
        if (request.Statement is { } statement)
            statement.RowPlan = Kept(statement.RowPlan as MaskedRows, result);
        NoteMasks(request);
    }

    public void BeginRows(in PendingReply request)
    {
        if (request.Kind == ReplyKind.Fetch)
        {
            _rows = (request.Statement?.RowPlan as MaskedRows)?.Plan;
            NoteMasks(request);
        }
        if (_rows is null)
            throw Undescribed();
    }

    public byte WriteRow(ReadOnlySpan<byte> row, byte sequence, IBufferWriter<byte> output) =>
        _rows!.Rewriter!.Rewrite(row, sequence, output);

    public bool Scrub(in PendingReply request, in Attribution reply, ReadOnlySpan<byte> payload, PayloadWriter scrubbed)
    {
        JudgedMasks? masks = MasksOf(request);
        if (_replyTo != request.ClientOffset)
            (_replyTo, _result) = (request.ClientOffset, 0);
        if (reply.Part is ReplyPart.Ok or ReplyPart.RowsEnd)
            _result++;
        if (reply.Progress == AnswerProgress.Ends)
            NoteEnd(request, reply, masks);
        _rows = null;
        if (!RunsText(request))
            return false;
        TouchedRows touches = masks?.Touches ?? TouchedRows.MaskedByCode;
        return reply.Part == ReplyPart.Err
            ? MaskedTexts.ScrubError(payload, touches, scrubbed)
            : MaskedTexts.ScrubChanges(payload, session.Capabilities, touches, scrubbed);
    }

    /// <summary>What is kept of a statement whose result was just planned. Nothing is fetched behind a result that is not the first.</summary>
    private MaskedRows? Kept(MaskedRows? earlier, int result)
    {
        if (result > 0)
            return earlier is null ? null : earlier with { Plan = null };
        bool isSame = earlier is not null && earlier.Plan == _rows && earlier.Definitions.AsSpan().SequenceEqual(_definitions.Bytes);
        return isSame ? earlier : new MaskedRows(_definitions.Bytes.ToArray(), _definitions.Count, _rows);
    }

    /// <summary>Which result of the reply this is, from 0.</summary>
    private int ResultOf(in PendingReply request) => _replyTo == request.ClientOffset ? _result : 0;

    private RowPlan Plan(in PendingReply request, int result)
    {
        RowFormat format = request.Command is CommandCode.StmtExecute or CommandCode.StmtBulkExecute ? RowFormat.Binary : RowFormat.Text;
        return MasksOf(request) is { } masks
            ? planner.Plan(_definitions, format, masks.ResultOf(result), masks.Objects, masked.Diagnostics)
            : planner.Plan(_definitions, format, ResultMasks.Unknown, masked.Definitions.For(Policy.SessionPolicy.None), masked.Diagnostics);
    }

    /// <summary>What the command leaves for later ones.</summary>
    private void NoteEnd(in PendingReply request, in Attribution reply, JudgedMasks? masks)
    {
        if (!RunsText(request))
            return;
        // What other sessions read while it ran may be older than what it changed.
        if (masks is null || masks.Schema == SchemaEffect.Changes)
            masked.NoteSchemaChange();
        if (masks is null || masks.Touches != TouchedRows.Clean)
            masked.Diagnostics = DiagnosticsContent.Exposed;
        // Only a statement that uses tables surely replaces what SHOW WARNINGS lists.
        else if (reply.Part != ReplyPart.Err && masks.Statements.Any(static statement => statement.Summary.Kind != Sql.Analysis.StatementKind.Show && !statement.Summary.Relations.IsEmpty))
            masked.Diagnostics = DiagnosticsContent.Harmless;
    }

    private void NoteMasks(in PendingReply request)
    {
        if (_rows is { Rewriter: not null } plan)
            session.Recorder.Masked(request.ClientOffset, plan.MaskedColumns);
    }

    private static JudgedMasks? MasksOf(in PendingReply request) =>
        ((request.Judgement ?? request.Statement?.Judgement) as StatementJudgement)?.Masks;

    /// <summary>Whether the reply is about a statement. Errors to other commands are about commands, or names.</summary>
    private static bool RunsText(in PendingReply request) =>
        request.Kind is ReplyKind.Results or ReplyKind.Prepare or ReplyKind.Fetch;

    private static MaskingException Undescribed() => new("rows arrived whose columns the server never described");
}
