using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Sessions.MySql;

namespace WireProxy.Tests.Sessions.MySql;

/// <summary>LOAD DATA LOCAL: the server asks the client for a file (protocols reference 2.C).</summary>
public sealed class LocalInfileTests
{
    private static readonly byte[] Load = Command.Query("load data");
    private static readonly byte[] File = Packets.Join(Packets.Of(2, "1,a\n"), Packets.Of(3, "2,b\n"), Packets.Of(4, ""));
    private static readonly byte[] Denied = Refusal.LocalInfile.Packet(1);

    [Fact]
    public void The_file_passes_where_it_is_allowed()
    {
        using RelayedSession session = RelayedSession.Plain(CapabilityFlags.LocalFiles);
        session.Client(Load);
        Assert.Equal(Answer.AskForFile(), session.Server(Answer.AskForFile()));
        Assert.Equal(File, File.SelectMany(one => session.Client([one])));
        Assert.Equal(Answer.Ok(5), session.Server(Answer.Ok(5)));
        Assert.Equal(Command.Ping, session.Client(Command.Ping));
        Assert.Equal(Packets.Join(Load, File, Command.Ping), session.Recorder.FromClient);
    }

    [Fact]
    public void An_empty_file_passes()
    {
        using RelayedSession session = RelayedSession.Plain(CapabilityFlags.LocalFiles);
        session.Client(Load);
        session.Server(Answer.AskForFile());
        session.Client(Packets.Of(2, ""));
        Assert.Equal(Command.Ping, session.Client(Command.Ping));
    }

    [Fact]
    public void A_command_is_not_taken_for_the_file()
    {
        using RelayedSession session = RelayedSession.Plain(CapabilityFlags.LocalFiles);
        session.Client(Load);
        session.Server(Answer.AskForFile());
        Assert.Throws<MySqlProtocolException>(() => session.Client(Command.Ping));
    }

    [Fact]
    public void A_server_that_asks_although_it_may_not_gets_an_empty_file_and_the_client_an_error()
    {
        using RelayedSession session = RelayedSession.Plain();
        session.Client(Load);
        Assert.Equal([], session.Server(Answer.AskForFile()));
        Assert.Equal(1, session.ClientTurns);
        Assert.Equal(Packets.Of(2, ""), session.CallClient());
        Assert.Equal(Denied, session.Server(Answer.Ok(3)));
        Assert.Equal(Command.Ping, session.Client(Command.Ping));
        Assert.Equal(Answer.Ok(), session.Server(Answer.Ok()));
    }

    [Fact]
    public void Results_behind_a_declined_file_are_not_for_the_client()
    {
        using RelayedSession session = RelayedSession.Plain();
        session.Client(Load);
        session.Server(Answer.AskForFile());
        session.CallClient();
        byte[] more = Packets.Join(
            Answer.Ok(3, ServerStatus.MoreResultsExist), Answer.Columns(4, 1), Answer.Column(5, "a"), Answer.Eof(6), Answer.Row(7, "x"), Answer.Eof(8));
        Assert.Equal(Denied, session.Server(more));
        Assert.True(session.State.Conversation.IsIdle);
    }

    [Fact]
    public void In_a_session_with_rules_the_statement_must_be_one_that_asks()
    {
        using RelayedSession session = RelayedSession.Gated(new ScriptedJudge(), CapabilityFlags.LocalFiles);
        session.Client(Load);
        Assert.Equal(Answer.AskForFile(), session.Server(Answer.AskForFile()));
        session.Client(Packets.Of(2, ""));
        session.Server(Answer.Ok(3));
        session.Client(Command.Query("select 1"));
        Assert.Equal([], session.Server(Answer.AskForFile()));
        Assert.Equal(Packets.Of(2, ""), session.CallClient());
        Assert.Equal(Denied, session.Server(Answer.Ok(3)));
    }

    [Fact]
    public async Task A_client_that_waits_to_send_its_next_text_does_not_hold_up_the_end_of_the_file()
    {
        using RelayedSession session = RelayedSession.Gated(new ScriptedJudge());
        session.Client(Command.Query("select 1"), Command.Query("select 2"));
        Assert.True(session.IsPaused);
        Task waiting = session.ClientRelay.ResumeAsync();
        Assert.False(waiting.IsCompleted);
        session.Server(Answer.AskForFile());
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(Packets.Of(2, ""), session.Resume());
        Assert.Equal(Denied, session.Server(Answer.Ok(3)));
        Assert.Equal(Command.Query("select 2"), session.Resume());
    }

    [Fact]
    public void A_server_may_not_ask_behind_the_clients_back()
    {
        using RelayedSession session = RelayedSession.Plain(CapabilityFlags.LocalFiles);
        session.Client(Load, Command.Ping);
        Assert.Throws<MySqlProtocolException>(() => session.Server(Answer.AskForFile()));
    }
}
