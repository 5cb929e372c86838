using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;

namespace WireProxy.Protocols.MySql.Tests.Conversation;

/// <summary>A reply counts on from the last packet of its command (protocols reference 2.A): a packet that does not is no part of it.</summary>
public sealed class SequenceIdTests
{
    private const CapabilityFlags Old = CapabilityFlags.Protocol41;
    private const CapabilityFlags New = Old | CapabilityFlags.DeprecateEof;

    // What MySQL 9 sends for rows when a statement runs without the cursor that it first ran with.
    private static readonly byte[] OkForRows = Convert.FromHexString("00000022000000");

    private readonly Exchange _new = new(New);

    private ServerPackets Server => _new.Server;

    [Theory]
    [InlineData(1)]
    [InlineData(253)]
    [InlineData(255)]
    public void A_result_that_ends_like_a_row_does_not_take_in_the_next_reply(int columns)
    {
        _new.Ask(ReplyKind.Results, ReplyKind.Results);
        _new.Receive(Server.Columns(columns));
        for (int left = columns; left > 0; left--)
            _new.Receive(Server.Definition());
        Assert.Equal(ReplyPart.Row, _new.Receive(OkForRows).Part);
        _new.RefusesAs(1, Server.Columns(1));
    }

    [Fact]
    public void Without_deprecated_eof_such_a_result_is_refused_at_once()
    {
        var exchange = new Exchange(Old);
        exchange.Ask(ReplyKind.Results);
        exchange.Receive(exchange.Server.Columns(1));
        exchange.Receive(exchange.Server.Definition());
        exchange.Refuses(OkForRows);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(255)]
    public void A_reply_begins_behind_its_command(int sequence)
    {
        _new.Ask(ReplyKind.Ok);
        _new.RefusesAs((byte)sequence, Server.Ok());
    }

    [Fact]
    public void Ids_wrap_within_a_reply()
    {
        _new.Ask(ReplyKind.Results);
        _new.Receive(Server.Columns(1));
        _new.Receive(Server.Definition());
        for (int row = 3; row <= 600; row++)
            Assert.Equal(ReplyPart.Row, _new.ReceiveAs((byte)row, [1, (byte)'x']).Part);
        _new.RefusesAs(88, [1, (byte)'x']);
    }

    [Fact]
    public void A_payload_of_several_packets_counts_them_all()
    {
        _new.Ask(ReplyKind.Results);
        _new.Receive(Server.Columns(1));
        _new.Receive(Server.Definition());
        _new.ReceiveAs(3, [0xFD, 0, 0, 0], PacketHeader.MaxPayload);
        _new.Conversation.Continue(new PacketHeader(PacketHeader.MaxPayload, 4));
        _new.Conversation.Continue(new PacketHeader(9, 5));
        Assert.Throws<MySqlProtocolException>(() => _new.Conversation.Continue(new PacketHeader(9, 5)));
        _new.RefusesAs(5, Server.RowsEnd());
    }

    [Fact]
    public void The_last_payload_of_a_reply_may_go_on()
    {
        _new.Ask(ReplyKind.Statistics, ReplyKind.Ok);
        _new.ReceiveAs(1, [.. "Uptime"u8], PacketHeader.MaxPayload);
        _new.Conversation.Continue(new PacketHeader(0, 2));
        Assert.Equal(ReplyPart.Ok, _new.ReceiveAs(1, Server.Ok()).Part);
    }

    [Fact]
    public void A_command_of_several_packets_is_answered_behind_its_last()
    {
        _new.Ask(ReplyKind.Ok);
        _new.Conversation.Extend(2);
        _new.Conversation.Extend(3);
        _new.Ask(ReplyKind.Ok);
        _new.Conversation.Extend(2);
        _new.Ask(ReplyKind.Ok);
        Assert.Equal(ReplyPart.Ok, _new.ReceiveAs(3, Server.Ok()).Part);
        Assert.Equal(ReplyPart.Ok, _new.ReceiveAs(2, Server.Ok()).Part);
        _new.RefusesAs(2, Server.Ok());
    }

    [Fact]
    public void A_login_is_answered_behind_the_clients_response()
    {
        _new.Conversation.Expect(new PendingReply(ReplyKind.Authentication, ReplyAudience.Client) { NextSequence = 2, ServerSequence = 3 });
        _new.ReceiveAs(3, [0xFE, .. "caching_sha2_password\0nonce"u8]);
        _new.Conversation.Extend(5);
        // Fast authentication: OK follows without another word of the client.
        _new.ReceiveAs(5, [1, 3]);
        Assert.Equal(AnswerProgress.Ends, _new.ReceiveAs(6, Server.Ok()).Progress);
        _new.Ask(ReplyKind.Authentication);
        _new.ReceiveAs(1, [0xFE, .. "caching_sha2_password\0nonce"u8]);
        _new.Conversation.Extend(3);
        _new.RefusesAs(2, Server.Ok());
    }

    [Fact]
    public void A_file_counts_in_the_reply_that_asked_for_it()
    {
        _new.Ask(ReplyKind.Results);
        _new.ReceiveAs(1, ServerPackets.InfileRequest);
        for (int packet = 2; packet <= 300; packet++)
            _new.Conversation.Extend((byte)(packet + 1));
        _new.Ask(ReplyKind.Ok);
        Assert.Equal(ReplyPart.Ok, _new.ReceiveAs(45, Server.Ok()).Part);
        Assert.Equal(ReplyPart.Ok, _new.ReceiveAs(1, Server.Ok()).Part);
    }

    [Fact]
    public void A_server_that_does_not_wait_for_the_file_is_refused()
    {
        _new.Ask(ReplyKind.Results);
        _new.ReceiveAs(1, ServerPackets.InfileRequest);
        _new.Conversation.Extend(3);
        _new.RefusesAs(2, Server.Ok());
    }

    [Fact]
    public void Progress_reports_count()
    {
        var exchange = new Exchange(New | CapabilityFlags.MariaDbProgress);
        exchange.Ask(ReplyKind.Results, ReplyKind.Results);
        exchange.ReceiveAs(1, exchange.Server.Progress());
        exchange.ReceiveAs(2, exchange.Server.Progress());
        Assert.Equal(ReplyPart.Ok, exchange.ReceiveAs(3, exchange.Server.Ok()).Part);
        exchange.RefusesAs(0, exchange.Server.Progress());
    }

    [Fact]
    public void A_farewell_that_crosses_a_command_does_not_answer_it()
    {
        _new.Ask(ReplyKind.Results);
        Assert.Equal(ReplyPart.Farewell, _new.ReceiveAs(0, Server.Err(4031)).Part);
        Assert.False(_new.Conversation.IsIdle);
        Assert.True(_new.Conversation.TryPeek(out PendingReply waiting));
        Assert.Equal(1, waiting.ClientOffset);
        _new.RefusesAs(2, Server.Err());
    }

    [Fact]
    public void A_server_may_give_up_on_a_command_before_its_last_packet()
    {
        _new.Ask(ReplyKind.Results);
        for (byte due = 2; due <= 5; due++)
            _new.Conversation.Extend(due);
        Assert.Equal(ReplyPart.Farewell, _new.ReceiveAs(2, Server.Err(1153)).Part);
        _new.RefusesAs(2, Server.Ok());
    }

    [Fact]
    public void Amid_a_reply_no_farewell_has_another_id()
    {
        _new.Ask(ReplyKind.Results);
        _new.Receive(Server.Columns(1));
        _new.RefusesAs(0, Server.Err());
    }

    [Fact]
    public void What_a_client_got_is_read_whatever_its_ids()
    {
        var conversation = new MySqlConversation(New, 10, SequenceIds.Ignored);
        conversation.Expect(new PendingReply(ReplyKind.Ok, ReplyAudience.Client));
        conversation.Extend(9);
        Assert.Equal(ReplyPart.Err, conversation.Receive(new PacketHeader(9, 0), Server.Err()).Part);
    }
}
