using System.Buffers;
using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Sessions.MySql;

/// <summary>
/// What the server's side of a session hands over where columns are masked; a session without masks has none. Called in
/// the order of the server's packets, by one thread. What must be kept for COM_STMT_FETCH and for executions without
/// definitions belongs to <see cref="PreparedStatement.RowPlan"/>.
/// </summary>
internal interface IReplyMasks
{
    /// <summary>A result set begins: its definitions follow, or those that the client has hold.</summary>
    void BeginResult(in PendingReply request, in ColumnCountPacket count);

    /// <summary>A statement was prepared; the definitions of its parameters and columns follow.</summary>
    void BeginPrepared(in PendingReply request, in PrepareOk reply);

    /// <summary>One definition, of a result's column, or of a prepared statement's parameter or column.</summary>
    void Define(in PendingReply request, ReplyPart part, ReadOnlySpan<byte> definition);

    /// <summary>All definitions of a result are here: also of one whose rows wait for COM_STMT_FETCH.</summary>
    void EndDefinitions(in PendingReply request);

    /// <summary>The first row of a result, or of a COM_STMT_FETCH, is about to come.</summary>
    /// <exception cref="Masking.MaskingException">Nobody knows its columns.</exception>
    void BeginRows(in PendingReply request);

    /// <summary>Whether the rows that come now must be whole to be written.</summary>
    bool ReadsRows { get; }

    /// <summary>Writes the packets of one row under its masks, the first with <paramref name="sequence"/>.</summary>
    /// <returns>The sequence id after the last packet.</returns>
    byte WriteRow(ReadOnlySpan<byte> row, byte sequence, IBufferWriter<byte> output);

    /// <summary>
    /// An OK, an ERR or the end of rows. Its texts and session changes may quote masked values; if so, what the client gets
    /// instead is put into <paramref name="scrubbed"/>, between Begin and End.
    /// </summary>
    /// <returns>Whether anything was put there.</returns>
    bool Scrub(in PendingReply request, in Attribution reply, ReadOnlySpan<byte> payload, PayloadWriter scrubbed);
}
