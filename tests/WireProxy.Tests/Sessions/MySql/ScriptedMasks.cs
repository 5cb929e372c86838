using System.Buffers;
using System.Text;
using WireProxy.Masking;
using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Sessions.MySql;

namespace WireProxy.Tests.Sessions.MySql;

/// <summary>Keeps what it is told, line by line; replaces rows of results that have a column named <c>ssn</c>.</summary>
internal sealed class ScriptedMasks : IReplyMasks
{
    private readonly List<string> _columns = [];

    public List<string> Told { get; } = [];

    /// <summary>What each masked row becomes.</summary>
    public byte[] Replacement { get; init; } = [1, (byte)'*'];

    public bool ReadsRows { get; private set; }

    public void BeginResult(in PendingReply request, in ColumnCountPacket count)
    {
        _columns.Clear();
        Told.Add($"result {count.Columns} {count.Definitions}");
    }

    public void BeginPrepared(in PendingReply request, in PrepareOk reply)
    {
        _columns.Clear();
        Told.Add($"prepared {reply.Columns} {reply.Parameters} {(request.Statement!.Confirmed is null ? "unconfirmed" : "confirmed")}");
    }

    public void Define(in PendingReply request, ReplyPart part, ReadOnlySpan<byte> definition)
    {
        string name = Encoding.UTF8.GetString(ColumnDefinition.Read(definition, Answer.Capabilities).Name);
        _columns.Add(name);
        Told.Add($"{part} {name}");
    }

    public void EndDefinitions(in PendingReply request)
    {
        Told.Add("defined");
        if (request.Statement is { } statement)
            statement.RowPlan = _columns.Contains("ssn");
    }

    public void BeginRows(in PendingReply request)
    {
        if (request.Kind == ReplyKind.Fetch && request.Statement?.RowPlan is null)
            throw new MaskingException("unknown columns");
        ReadsRows = request.Statement?.RowPlan is true || _columns.Contains("ssn");
        Told.Add(ReadsRows ? "masked rows" : "rows");
    }

    public byte WriteRow(ReadOnlySpan<byte> row, byte sequence, IBufferWriter<byte> output)
    {
        Told.Add($"row of {row.Length}");
        return PacketWriter.Write(Replacement, sequence, output);
    }

    public bool Scrub(in PendingReply request, in Attribution reply, ReadOnlySpan<byte> payload, PayloadWriter scrubbed)
    {
        Told.Add($"{reply.Part} {reply.Progress}");
        if (reply.Part != ReplyPart.Err)
            return false;
        ErrPacket.Write(scrubbed, 1062, "23000", "hidden");
        return true;
    }
}
