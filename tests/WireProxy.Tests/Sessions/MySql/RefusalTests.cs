using WireProxy.Policy;
using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Sessions.MySql;

namespace WireProxy.Tests.Sessions.MySql;

/// <summary>Refusal by substitution (protocols reference 2.C).</summary>
public sealed class RefusalTests : IDisposable
{
    private const uint LastPrepared = ExecuteRequest.LastPrepared;

    private static readonly byte[] Denied = ErrPackets.Of(1, 1142, "42000", "blocked by policy \"p\": not today");
    private static readonly byte[] BadPrepare = Command.Prepare(") refused by policy, audit session s-1");
    private static readonly byte[] UnknownCommand = ErrPackets.Of(1, 1047, "08S01", "Unknown command");

    private readonly ScriptedJudge _judge = new();
    private readonly RelayedSession _session;

    public RefusalTests() => _session = RelayedSession.Gated(_judge, owns: static thread => thread == 7);

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_refused_query_leaves_as_a_ping_and_its_answer_is_swapped()
    {
        Assert.Equal(Command.Ping, _session.Client(Command.Query("blocked delete")));
        Assert.Equal(Denied, _session.Server(Answer.Ok()));
        Assert.Equal([(0L, ScriptedJudge.Denial)], _session.Recorder.Verdicts);
        Assert.Equal(Command.Query("blocked delete"), _session.Recorder.FromClient);
        Assert.Equal(Denied, _session.Recorder.ToClient);
        Assert.Equal(Command.Query("select 1"), _session.Client(Command.Query("select 1")));
    }

    [Fact]
    public void A_refused_query_of_two_packets_is_answered_with_the_third_sequence_id()
    {
        using RelayedSession session = RelayedSession.Gated(_judge);
        byte[] query = Packets.Of(0, [(byte)CommandCode.Query, .. "blocked"u8, .. new byte[PacketHeader.MaxPayload]]);
        Assert.Equal([], session.Client(query[..PacketHeader.MaxPayload]));
        Assert.Equal(Command.Ping, session.Client(query[PacketHeader.MaxPayload..]));
        byte[] error = session.Server(Answer.Ok());
        Assert.Equal(2, error[3]);
        Assert.Contains("MaxInspectedFrameBytes", Packets.Text(error), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_server_says_to_the_substitute_the_client_gets_the_refusal()
    {
        _session.Client(Command.Query("blocked"));
        Assert.Equal(Denied, _session.Server(Answer.Err(1, 1927)));
    }

    [Fact]
    public void A_refused_prepare_leaves_as_one_that_must_fail()
    {
        Assert.Equal(BadPrepare, _session.Client(Command.Prepare("blocked")));
        Assert.Equal(Denied, _session.Server(Answer.Err()));
    }

    [Fact]
    public void The_last_prepared_statement_behind_a_refused_prepare_is_none()
    {
        _session.Client(Command.Prepare("select 1"));
        _session.Server(Answer.PrepareOk(5));
        byte[] execute = Command.Execute(LastPrepared);
        Assert.Equal(Packets.Join(BadPrepare, execute), _session.Client(Command.Prepare("blocked"), execute));
        // The server knows no last statement either, so it says 1243.
        byte[] unknown = Answer.Err(1, 1243);
        Assert.Equal(Packets.Join(Denied, unknown), _session.Server(Answer.Err(), unknown));
    }

    [Fact]
    public void A_server_that_prepares_the_substitute_can_not_be_trusted()
    {
        _session.Client(Command.Prepare("blocked"));
        Assert.Throws<MySqlProtocolException>(() => _session.Server(Answer.PrepareOk(5)));
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x05)]
    [InlineData(0x06)]
    [InlineData(0x07)]
    [InlineData(0x08)]
    [InlineData(0x0A)]
    [InlineData(0x0B)]
    [InlineData(0x0D)]
    [InlineData(0x0F)]
    [InlineData(0x10)]
    [InlineData(0x12)]
    [InlineData(0x13)]
    [InlineData(0x14)]
    [InlineData(0x15)]
    [InlineData(0x1D)]
    [InlineData(0x1E)]
    [InlineData(0x20)]
    [InlineData(0x21)]
    [InlineData(0x50)]
    [InlineData(0xFB)]
    [InlineData(0xFC)]
    [InlineData(0xFD)]
    [InlineData(0xFF)]
    public void Commands_that_administer_the_server_are_unknown_in_every_session(byte code)
    {
        using RelayedSession plain = RelayedSession.Plain();
        foreach (RelayedSession session in (RelayedSession[])[plain, _session])
        {
            Assert.Equal(Packets.Join(Command.Ping, Command.Ping), session.Client(Packets.Of(0, [code, 1, 2, 3, 4]), Command.Ping));
            Assert.Equal(Packets.Join(UnknownCommand, Answer.Ok()), session.Server(Answer.Ok(), Answer.Ok()));
        }
    }

    [Fact]
    public void An_empty_command_is_unknown()
    {
        Assert.Equal(Command.Ping, _session.Client(Packets.Of(0, ReadOnlySpan<byte>.Empty)));
        Assert.Equal(UnknownCommand, _session.Server(Answer.Ok()));
    }

    [Fact]
    public void A_long_refused_command_is_dropped_as_it_comes()
    {
        using RelayedSession session = RelayedSession.Plain();
        byte[] command = Packets.Of(0, [0x50, .. new byte[PacketHeader.MaxPayload + 10]]);
        Assert.Equal([], session.Client(command[..1000]));
        Assert.Equal([], session.Client(command[1000..^20]));
        Assert.Equal(Command.Ping, session.Client(command[^20..], Command.Ping)[..5]);
        Assert.Equal(2, session.Server(Answer.Ok())[3]);
    }

    [Fact]
    public void Field_list_passes_where_no_policy_is_and_nowhere_else()
    {
        byte[] command = Command.Of(CommandCode.FieldList, [.. "t\0"u8]);
        using RelayedSession plain = RelayedSession.Plain();
        Assert.Equal(command, plain.Client(command));
        Assert.Equal(Command.Ping, _session.Client(command));
    }

    [Fact]
    public void A_statement_over_the_limit_is_refused_unread()
    {
        byte[] query = Command.Query("select '" + new string('x', RelayedSession.InspectionLimit) + "'");
        Assert.Equal(Command.Ping, _session.Client(query[..100]));
        Assert.Equal([], _session.Client(query[100..]));
        Assert.Contains("Limits:MaxInspectedFrameBytes", Packets.Text(_session.Server(Answer.Ok())), StringComparison.Ordinal);
        Assert.Equal(VerdictKind.Deny, Assert.Single(_session.Recorder.Verdicts).Verdict.Kind);
        Assert.Equal(BadPrepare, _session.Client(Command.Prepare(new string('x', RelayedSession.InspectionLimit))));
    }

    [Fact]
    public void Refusals_keep_their_place_in_a_pipeline()
    {
        byte[] sent = _session.Client(Command.Ping, Packets.Of(0, [0x50]), Command.Ping);
        Assert.Equal(Packets.Join(Command.Ping, Command.Ping, Command.Ping), sent);
        Assert.Equal(Packets.Join(Answer.Ok(), UnknownCommand, Answer.Ok()), _session.Server(Answer.Ok(), Answer.Ok(), Answer.Ok()));
    }

    [Fact]
    public void Malformed_query_attributes_are_refused()
    {
        using RelayedSession session = RelayedSession.Gated(_judge, CapabilityFlags.QueryAttributes);
        byte[] query = Command.Of(CommandCode.Query, [5, 1, .. "select 1"u8]);
        Assert.Equal(Command.Ping, session.Client(query));
        Assert.Equal(0xFF, session.Server(Answer.Ok())[4]);
        Assert.Empty(_judge.Judged);
        byte[] good = Command.Of(CommandCode.Query, [0, 1, .. "select 1"u8]);
        Assert.Equal(good, session.Client(good));
        Assert.Equal("select 1", Assert.Single(_judge.Judged).Text);
    }

    [Fact]
    public void A_caller_kills_its_own_sessions_only()
    {
        byte[] unknown = ErrPackets.Of(1, 1094, "HY000", "Unknown thread id: 8");
        Assert.Equal(Command.Query("kill 7"), _session.Client(Command.Query("kill 7")));
        _session.Server(Answer.Ok());
        Assert.Equal(Command.Ping, _session.Client(Command.Query("kill 8")));
        Assert.Equal(unknown, _session.Server(Answer.Ok()));
        Assert.Equal(Command.ProcessKill(7), _session.Client(Command.ProcessKill(7)));
        _session.Server(Answer.Ok());
        Assert.Equal(Command.Ping, _session.Client(Command.ProcessKill(8)));
        Assert.Equal(unknown, _session.Server(Answer.Ok()));
        Assert.Equal(2, _session.Recorder.Verdicts.Count);
    }

    [Fact]
    public void Use_is_judged_in_either_form()
    {
        byte[] command = Command.InitDb("a`b");
        Assert.Equal(command, _session.Client(command));
        Assert.Equal("USE `a``b`", Assert.Single(_judge.Judged).Text);
        Assert.Null(_session.State.Settings);
    }
}
