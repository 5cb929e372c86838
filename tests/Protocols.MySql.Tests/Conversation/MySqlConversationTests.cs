using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Protocols.MySql.Tests.Conversation;

/// <summary>The forms that replies have (protocols reference 2.A, 2.C), packet by packet.</summary>
public sealed class MySqlConversationTests
{
    private const CapabilityFlags Old = CapabilityFlags.Protocol41;
    private const CapabilityFlags New = Old | CapabilityFlags.DeprecateEof;
    private const ServerStatus More = ServerStatus.MoreResultsExist;

    private readonly Exchange _old = new(Old);
    private readonly Exchange _new = new(New);

    [Fact]
    public void A_query_without_rows_is_answered_by_one_packet()
    {
        _old.Ask(ReplyKind.Results);
        Assert.False(_old.Conversation.IsIdle);
        Assert.Equal("Ok", _old.Answer(_old.Server.Ok()));
        Assert.True(_old.Conversation.IsIdle);
    }

    [Fact]
    public void A_result_set_ends_behind_its_rows()
    {
        _old.Ask(ReplyKind.Results);
        ServerPackets server = _old.Server;
        Assert.Equal(
            "ColumnCount ColumnDefinition ColumnDefinition DefinitionsEnd Row Row RowsEnd",
            _old.Answer(server.Columns(2), server.Definition(), server.Definition(), server.Eof(), [0xFB, 0xFB], [0x00, 0x00], server.RowsEnd()));
    }

    [Fact]
    public void Without_eof_packets_the_rows_follow_the_definitions()
    {
        _new.Ask(ReplyKind.Results);
        ServerPackets server = _new.Server;
        Assert.Equal(
            "ColumnCount ColumnDefinition Row RowsEnd",
            _new.Answer(server.Columns(1), server.Definition(), [0x01, (byte)'x'], server.RowsEnd()));
    }

    [Fact]
    public void Each_result_of_a_multi_statement_may_be_anything()
    {
        _new.Ask(ReplyKind.Results);
        ServerPackets server = _new.Server;
        Assert.Equal(
            "Ok ColumnCount ColumnDefinition RowsEnd Ok Err",
            _new.Answer(server.Ok(More), server.Columns(1), server.Definition(), server.RowsEnd(More), server.Ok(More), server.Err()));
    }

    [Fact]
    public void An_error_among_rows_ends_the_reply()
    {
        _old.Ask(ReplyKind.Results, ReplyKind.Ok);
        ServerPackets server = _old.Server;
        _old.Answer(server.Columns(1), server.Definition(), server.Eof(), [0x01, (byte)'x'], server.Err(1317));
        Assert.Equal("Ok", _old.Answer(server.Ok()));
    }

    [Fact]
    public void A_long_packet_that_starts_like_an_end_is_a_row()
    {
        _old.Ask(ReplyKind.Results);
        ServerPackets server = _old.Server;
        foreach (byte[] payload in (byte[][])[server.Columns(1), server.Definition(), server.Eof()])
            _old.Receive(payload);
        byte[] start = [0xFE, 0, 0, 0, 1, 0, 0, 0, 0, 1, 2, 3];
        Assert.Equal(ReplyPart.Row, _old.Receive(start, PacketHeader.MaxPayload).Part);
        Assert.Equal(ReplyPart.Row, _old.Receive(start, 9).Part);
        Assert.Equal(ReplyPart.RowsEnd, _old.Receive(server.Eof()).Part);
    }

    [Fact]
    public void A_cursor_ends_the_reply_behind_the_definitions()
    {
        _old.Ask(ReplyKind.Results, ReplyKind.Fetch, ReplyKind.Fetch);
        ServerPackets server = _old.Server;
        Assert.Equal(
            "ColumnCount ColumnDefinition DefinitionsEnd",
            _old.Answer(server.Columns(1), server.Definition(), server.Eof(ServerStatus.CursorExists)));
        Assert.Equal("Row RowsEnd", _old.Answer([0, 0, 1], server.RowsEnd(ServerStatus.CursorExists)));
        Assert.Equal("RowsEnd", _old.Answer(server.RowsEnd(ServerStatus.LastRowSent)));
    }

    [Fact]
    public void A_cursor_without_eof_packets_ends_with_an_end_of_rows()
    {
        _new.Ask(ReplyKind.Results, ReplyKind.Ok);
        ServerPackets server = _new.Server;
        _new.Answer(server.Columns(1), server.Definition(), server.RowsEnd(ServerStatus.CursorExists));
        Assert.Equal("Ok", _new.Answer(server.Ok()));
    }

    [Theory]
    [InlineData(0, 0, "PrepareOk", "PrepareOk")]
    [InlineData(1, 0, "PrepareOk ColumnDefinition DefinitionsEnd", "PrepareOk ColumnDefinition")]
    [InlineData(0, 2, "PrepareOk ParameterDefinition ParameterDefinition DefinitionsEnd", "PrepareOk ParameterDefinition ParameterDefinition")]
    [InlineData(
        2, 1, "PrepareOk ParameterDefinition DefinitionsEnd ColumnDefinition ColumnDefinition DefinitionsEnd",
        "PrepareOk ParameterDefinition ColumnDefinition ColumnDefinition")]
    public void A_prepared_statement_lists_parameters_then_columns(int columns, int parameters, string old, string @new)
    {
        foreach ((Exchange exchange, string expected) in (ReadOnlySpan<(Exchange, string)>)[(_old, old), (_new, @new)])
        {
            exchange.Ask(ReplyKind.Prepare, ReplyKind.Ok);
            ServerPackets server = exchange.Server;
            byte[][] packets = [.. expected.Split(' ').Select(part => part switch
            {
                "PrepareOk" => server.PrepareOk(7, columns, parameters),
                "DefinitionsEnd" => server.Eof(),
                _ => server.Definition(),
            })];
            Assert.Equal(expected, exchange.Answer(packets));
            Assert.Equal("Ok", exchange.Answer(server.Ok()));
        }
    }

    [Fact]
    public void A_file_that_was_asked_for_is_followed_by_ok_or_err_only()
    {
        _new.Ask(ReplyKind.Results, ReplyKind.Results);
        Assert.Equal("LocalInfile Ok", _new.Answer(ServerPackets.InfileRequest, _new.Server.Ok()));
        _new.Receive(ServerPackets.InfileRequest);
        _new.Refuses(_new.Server.Columns(1));
    }

    [Fact]
    public void Progress_reports_are_no_errors_and_no_ends()
    {
        var exchange = new Exchange(New | CapabilityFlags.MariaDbProgress);
        ServerPackets server = exchange.Server;
        exchange.Ask(ReplyKind.Results);
        Assert.Equal("Progress Progress Ok", exchange.Answer(server.Progress(), server.Progress(), server.Ok()));
        _new.Ask(ReplyKind.Results);
        Assert.Equal("Err", _new.Answer(server.Progress()));
    }

    [Fact]
    public void Omitted_definitions_are_not_waited_for()
    {
        foreach (CapabilityFlags capabilities in (CapabilityFlags[])[Old, New])
        {
            var exchange = new Exchange(capabilities | CapabilityFlags.MariaDbCacheMetadata);
            ServerPackets server = exchange.Server;
            exchange.Ask(ReplyKind.Results, ReplyKind.Results);
            byte[][] without = [server.Columns(2, ColumnDefinitionsPresence.Omitted), server.Eof(), [0, 0, 1], server.RowsEnd()];
            exchange.Answer(capabilities == Old ? without : [without[0], .. without[2..]]);
            byte[][] with = [server.Columns(1), server.Definition(), server.Eof(), server.RowsEnd()];
            exchange.Answer(capabilities == Old ? with : [.. with[..2], with[3]]);
        }
    }

    [Fact]
    public void Field_list_has_definitions_without_a_count()
    {
        _old.Ask(ReplyKind.FieldList);
        Assert.Equal("ColumnDefinition ColumnDefinition RowsEnd", _old.Answer(_old.Server.Definition(), _old.Server.Definition(), _old.Server.Eof()));
        _new.Ask(ReplyKind.FieldList);
        Assert.Equal("ColumnDefinition RowsEnd", _new.Answer(_new.Server.Definition(), _new.Server.RowsEnd()));
    }

    [Fact]
    public void Statistics_is_one_packet_of_any_content()
    {
        _old.Ask(ReplyKind.Statistics, ReplyKind.Ok);
        Assert.Equal("Statistics", _old.Answer([.. "Uptime: 1"u8]));
        Assert.Equal("Ok", _old.Answer(_old.Server.Eof()));
    }

    [Fact]
    public void Authentication_goes_on_until_ok_or_err()
    {
        _old.Ask(ReplyKind.Authentication, ReplyKind.Authentication);
        Assert.Equal(
            "AuthSwitch AuthData AuthData AuthData Ok",
            _old.Answer([0xFE, .. "parsec\0nonce"u8], [1, 4], [.. "P1salt"u8], [], _old.Server.Ok()));
        Assert.Equal("Err", _old.Answer(_old.Server.Err(1045)));
    }

    [Fact]
    public void Status_comes_from_every_packet_that_has_it()
    {
        _old.Ask(ReplyKind.Results, ReplyKind.Ok);
        ServerPackets server = _old.Server;
        ServerStatus inTransaction = ServerStatus.InTrans | ServerStatus.NoBackslashEscapes;
        _old.Receive(server.Columns(1));
        Assert.False(_old.Receive(server.Definition()).HasStatus);
        Assert.Equal(inTransaction, _old.Receive(server.Eof(inTransaction)).Status);
        Assert.Equal(ServerStatus.Autocommit, _old.Receive(server.RowsEnd()).Status);
        Assert.Equal(inTransaction, _old.Receive(server.Ok(inTransaction)).Status);
    }

    [Fact]
    public void An_error_nobody_asked_for_is_the_servers_farewell()
    {
        Attribution reply = _old.Receive(_old.Server.Err(1927));
        Assert.Equal((ReplyPart.Farewell, AnswerProgress.Unrelated), (reply.Part, reply.Progress));
        Assert.True(_old.Conversation.IsIdle);
        _old.Ask(ReplyKind.Ok);
        Assert.Equal("Ok", _old.Answer(_old.Server.Ok()));
    }

    [Fact]
    public void A_reply_counts_as_given_when_it_has_been_dealt_with()
    {
        _old.Ask(ReplyKind.Ok);
        _old.Conversation.Receive(new PacketHeader(7, 1), _old.Server.Ok());
        Assert.False(_old.Conversation.IsIdle);
        _old.Conversation.Settle();
        Assert.True(_old.Conversation.IsIdle);
    }

    [Fact]
    public void The_pipeline_has_a_limit()
    {
        var conversation = new MySqlConversation(Old, 2);
        for (int i = 0; i < 2; i++)
            conversation.Expect(new PendingReply(ReplyKind.Ok, ReplyAudience.Client));
        Assert.Equal(1153, Assert.Throws<MySqlProtocolException>(
            () => conversation.Expect(new PendingReply(ReplyKind.Ok, ReplyAudience.Client))).ErrorCode);
    }

    /// <summary>MySQL 9.7: the row of out parameters ends without the flag that stood behind its definitions.</summary>
    [Fact]
    public void More_follows_the_row_of_out_parameters_if_its_definitions_said_so()
    {
        const ServerStatus OutParameters = ServerStatus.Autocommit | ServerStatus.MoreResultsExist | ServerStatus.PsOutParams;
        var exchange = new Exchange(CapabilityFlags.Protocol41);
        exchange.Ask(ReplyKind.Results, ReplyKind.Ok);
        ServerPackets server = exchange.Server;
        Assert.Equal(
            "ColumnCount ColumnDefinition DefinitionsEnd Row RowsEnd Ok",
            exchange.Answer(server.Columns(1), server.Definition(), server.Eof(OutParameters), ServerPackets.Row(0, 0, 42), server.Eof(), server.Ok()));
        Assert.Equal("Ok", exchange.Answer(server.Ok()));
    }
}
