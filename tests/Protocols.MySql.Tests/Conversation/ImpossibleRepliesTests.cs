using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Protocols.MySql.Tests.Conversation;

/// <summary>A packet that can not belong to the oldest reply ends the session: nothing is resynchronised by skipping.</summary>
public sealed class ImpossibleRepliesTests
{
    private readonly Exchange _exchange = new(CapabilityFlags.Protocol41);

    private ServerPackets Server => _exchange.Server;

    [Fact]
    public void Nothing_but_a_farewell_comes_unasked()
    {
        _exchange.Refuses(Server.Ok());
        _exchange.Refuses(Server.Columns(1));
        _exchange.Refuses([]);
    }

    [Theory]
    [InlineData(ReplyKind.Ok)]
    [InlineData(ReplyKind.Prepare)]
    internal void A_result_set_answers_no_other_command(ReplyKind kind)
    {
        _exchange.Ask(kind);
        _exchange.Refuses(Server.Columns(1));
    }

    [Theory]
    [InlineData(ReplyKind.Results)]
    [InlineData(ReplyKind.Ok)]
    [InlineData(ReplyKind.Prepare)]
    [InlineData(ReplyKind.Fetch)]
    [InlineData(ReplyKind.FieldList)]
    internal void An_empty_packet_answers_nothing(ReplyKind kind)
    {
        _exchange.Ask(kind);
        _exchange.Refuses([]);
    }

    [Theory]
    [InlineData("00")]
    [InlineData("0001")]
    [InlineData("00fb00020000")]
    [InlineData("00ff00020000")]
    [InlineData("00fe01000000000000")]
    [InlineData("fe0000")]
    [InlineData("fe000002000000000000")]
    public void A_cut_or_malformed_ok_is_no_answer(string hex)
    {
        _exchange.Ask(ReplyKind.Results);
        _exchange.Refuses(Convert.FromHexString(hex));
    }

    [Theory]
    [InlineData("02ff")]
    [InlineData("fcffff00")]
    [InlineData("fd000001")]
    public void A_column_count_has_nothing_behind_it_and_a_limit(string hex)
    {
        _exchange.Ask(ReplyKind.Results);
        _exchange.Refuses(Convert.FromHexString(hex));
    }

    [Fact]
    public void Definitions_end_with_eof_where_it_is_due()
    {
        _exchange.Ask(ReplyKind.Results);
        _exchange.Receive(Server.Columns(1));
        _exchange.Receive(Server.Definition());
        _exchange.Refuses([0x01, (byte)'x']);
    }

    [Fact]
    public void A_prepared_statement_has_its_counts_whole()
    {
        _exchange.Ask(ReplyKind.Prepare);
        _exchange.Refuses(Server.PrepareOk(1, 0, 0)[..11]);
    }

    [Fact]
    public void Another_factor_was_not_offered()
    {
        _exchange.Ask(ReplyKind.Authentication);
        _exchange.Refuses([0x02, .. "x\0"u8]);
    }

    [Fact]
    public void A_cached_definition_flag_is_0_or_1()
    {
        var exchange = new Exchange(CapabilityFlags.Protocol41 | CapabilityFlags.MariaDbCacheMetadata);
        exchange.Ask(ReplyKind.Results);
        exchange.Refuses([1, 2]);
        var other = new Exchange(CapabilityFlags.Protocol41 | CapabilityFlags.MariaDbCacheMetadata);
        other.Ask(ReplyKind.Results, ReplyKind.Results);
        Assert.Equal(ReplyPart.Ok, other.Receive(other.Server.Ok(ServerStatus.None)).Part);
        other.Refuses([1]);
    }
}
