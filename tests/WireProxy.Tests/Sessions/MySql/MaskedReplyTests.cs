using WireProxy.Masking;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Sessions.MySql;

namespace WireProxy.Tests.Sessions.MySql;

/// <summary>What the masks are handed, and what becomes of the packets behind what they change.</summary>
public sealed class MaskedReplyTests : IDisposable
{
    private static readonly byte[] Masked = [1, (byte)'*'];

    private readonly ScriptedMasks _masks = new();
    private readonly RelayedSession _session;

    public MaskedReplyTests() => _session = RelayedSession.Masked(_masks);

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Rows_are_written_by_the_masks()
    {
        _session.Client(Command.Query("select"));
        byte[] sent = _session.Server(Answer.Result("ssn", "123", null));
        Assert.Equal(
            Packets.Join(Answer.Columns(1, 1), Answer.Column(2, "ssn"), Answer.Eof(3), Packets.Of(4, Masked), Packets.Of(5, Masked), Answer.Eof(6)), sent);
        Assert.Equal(
            ["result 1 Follow", "ColumnDefinition ssn", "defined", "masked rows", "row of 4", "row of 1", "RowsEnd Ends"], _masks.Told);
        Assert.Equal(sent, _session.Recorder.ToClient);
    }

    [Fact]
    public void Rows_without_masks_pass_in_pieces()
    {
        _session.Client(Command.Query("select"));
        byte[] result = Answer.Result("name", new string('x', 2 * RelayedSession.InspectionLimit));
        Assert.Equal(result, Packets.Join(_session.Server(result[..200]), _session.Server(result[200..])));
        Assert.Contains("rows", _masks.Told);
    }

    [Fact]
    public void Split_at_every_position_it_is_the_same()
    {
        byte[] reply = Packets.Join(Answer.Result("ssn", "123", "4567"), Answer.Result("name", "x"), Answer.Err());
        byte[]? whole = null;
        for (int at = 0; at <= reply.Length; at++)
        {
            var masks = new ScriptedMasks();
            using RelayedSession session = RelayedSession.Masked(masks);
            session.Client(Command.Query("select"));
            session.State.Conversation.Expect(new(WireProxy.Protocols.MySql.Conversation.ReplyKind.Results, default));
            session.State.Conversation.Expect(new(WireProxy.Protocols.MySql.Conversation.ReplyKind.Ok, default));
            byte[] sent = Packets.Join(session.Server(reply[..at]), session.Server(reply[at..]));
            Assert.Equal(whole ??= sent, sent);
            Assert.Equal(11 + 2, masks.Told.Count);
        }
    }

    [Theory]
    [InlineData(PacketHeader.MaxPayload - 1, 1)]
    [InlineData(PacketHeader.MaxPayload, 2)]
    [InlineData(PacketHeader.MaxPayload + 1, 2)]
    public void What_follows_a_longer_row_is_renumbered(int length, int packets)
    {
        var masks = new ScriptedMasks { Replacement = new byte[length] };
        using RelayedSession session = RelayedSession.Masked(masks);
        session.Client(Command.Query("select"), Command.Ping);
        byte[] sent = session.Server(Packets.Join(
            Answer.Columns(1, 1), Answer.Column(2, "ssn"), Answer.Eof(3), Answer.Row(4, "1"), Answer.Eof(5, ServerStatus.MoreResultsExist), Answer.Ok(6), Answer.Ok(1)));
        byte[][] all = [.. Packets.Split(sent)];
        Assert.Equal(3 + packets + 3, all.Length);
        Assert.Equal(
            Packets.Join(Answer.Eof((byte)(4 + packets), ServerStatus.MoreResultsExist), Answer.Ok((byte)(5 + packets)), Answer.Ok(1)),
            Packets.Join(all[^3..]));
    }

    [Fact]
    public void A_row_of_several_packets_is_read_whole()
    {
        var masks = new ScriptedMasks();
        using RelayedSession session = RelayedSession.Masked(masks, inspectionLimit: PacketHeader.MaxPayload + 100);
        session.Client(Command.Query("select"));
        byte[] row = Packets.Of(4, [0xFD, .. new byte[PacketHeader.MaxPayload + 10]]);
        byte[] stream = Packets.Join(Answer.Columns(1, 1), Answer.Column(2, "ssn"), Answer.Eof(3), row, Answer.Eof(6));
        byte[] sent = Packets.Join(session.Server(stream[..5000]), session.Server(stream[5000..]));
        Assert.Equal(Packets.Join(Packets.Of(4, Masked), Answer.Eof(5)), sent[^15..]);
        Assert.Contains($"row of {PacketHeader.MaxPayload + 11}", masks.Told);
    }

    [Fact]
    public void A_row_that_is_too_long_to_be_masked_ends_the_session()
    {
        _session.Client(Command.Query("select"));
        byte[] result = Answer.Result("ssn", new string('x', RelayedSession.InspectionLimit));
        Assert.Throws<MaskingException>(() => _session.Server(result));
    }

    [Fact]
    public void Errors_are_replaced_in_their_place()
    {
        _session.Client(Command.Query("select"));
        byte[] reply = Packets.Join(Answer.Ok(1, ServerStatus.MoreResultsExist), Answer.Err(2, 1062, "Duplicate entry '123'"));
        Assert.Equal(
            Packets.Join(Answer.Ok(1, ServerStatus.MoreResultsExist), ErrPackets.Of(2, 1062, "23000", "hidden")), _session.Server(reply));
        Assert.Equal(["Ok Continues", "Err Ends"], _masks.Told);
    }

    [Fact]
    public void The_farewell_of_the_server_passes()
    {
        byte[] farewell = Answer.Err(0, 1927);
        Assert.Equal(farewell, _session.Server(farewell));
        Assert.Empty(_masks.Told);
    }

    [Fact]
    public void Cursors_are_fetched_from_under_the_plan_of_their_statement()
    {
        _session.Client(Command.Prepare("select ?"));
        _session.Server(Packets.Join(Answer.PrepareOk(5, 1, 1), Answer.Column(2, "?"), Answer.Eof(3), Answer.Column(4, "ssn"), Answer.Eof(5)));
        _session.Client(Command.Execute(5));
        _session.Server(Packets.Join(Answer.Columns(1, 1), Answer.Column(2, "ssn"), Answer.Eof(3, ServerStatus.CursorExists)));
        _session.Client(Command.Fetch(5));
        byte[] fetched = _session.Server(Packets.Join(Packets.Of(1, [0, 0, 3, (byte)'1', (byte)'2', (byte)'3']), Answer.Eof(2, ServerStatus.LastRowSent)));
        Assert.Equal(Packets.Join(Packets.Of(1, Masked), Answer.Eof(2, ServerStatus.LastRowSent)), fetched);
        Assert.Equal(
            [
                "prepared 1 1 confirmed", "ParameterDefinition ?", "ColumnDefinition ssn",
                "result 1 Follow", "ColumnDefinition ssn", "defined", "masked rows", "row of 6", "RowsEnd Ends",
            ],
            _masks.Told);
    }

    [Fact]
    public void A_fetch_of_what_nobody_knows_ends_the_session()
    {
        _session.Client(Command.Fetch(9));
        Assert.Throws<MaskingException>(() => _session.Server(Packets.Of(1, [0, 0, 1])));
    }

    [Fact]
    public void Omitted_definitions_are_told_of()
    {
        var masks = new ScriptedMasks();
        using RelayedSession session = RelayedSession.Masked(masks, CapabilityFlags.MariaDbCacheMetadata);
        session.Client(Command.Query("select"));
        session.Server(Packets.Join(Packets.Of(1, [1, 0]), Answer.Eof(2), Answer.Row(3, "x"), Answer.Eof(4)));
        Assert.Equal(["result 1 Omitted", "defined", "rows", "RowsEnd Ends"], masks.Told);
    }

    [Fact]
    public void The_proxys_own_questions_are_not_for_the_masks()
    {
        _session.State.ForgetSettings();
        _session.Client(Command.Query("select"));
        _session.Server(Answer.Settings());
        Assert.Empty(_masks.Told);
    }
}
