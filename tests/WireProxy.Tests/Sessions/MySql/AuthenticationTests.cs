using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Sessions;
using WireProxy.Sessions.MySql;
using WireProxy.Transport;

namespace WireProxy.Tests.Sessions.MySql;

/// <summary>Logins that pass through, packet by packet (traces of protocols reference 2.B).</summary>
public sealed class AuthenticationTests
{
    private const LinkSecurity Plain = LinkSecurity.Plain, Tls = LinkSecurity.Tls;

    [Theory]
    [InlineData(Plain, Plain, 2, 2)]
    [InlineData(Tls, Tls, 3, 3)]
    [InlineData(Tls, Plain, 2, 3)]
    [InlineData(Plain, Tls, 3, 2)]
    internal void Sequence_ids_are_those_of_each_leg(LinkSecurity client, LinkSecurity server, byte fromServer, byte toClient)
    {
        using RelayedSession session = RelayedSession.Login(client: client, server: server);
        Assert.Equal(Switch(toClient, "mysql_native_password", "salt"), session.Server(Switch(fromServer, "mysql_native_password", "salt")));
        byte[] sent = session.Client(Packets.Of((byte)(toClient + 1), "proof"));
        Assert.Equal(Packets.Of((byte)(fromServer + 1), "proof"), sent);
        Assert.Equal(Answer.Ok((byte)(toClient + 2)), session.Server(Answer.Ok((byte)(fromServer + 2))));
        Assert.Equal(LoginState.Done, session.State.Login);
        Assert.Equal(Command.Ping, session.Client(Command.Ping));
        Assert.Equal(Answer.Ok(), session.Server(Answer.Ok()));
    }

    [Fact]
    public void Secrets_are_recorded_as_zeros_of_equal_length()
    {
        using RelayedSession session = RelayedSession.Login();
        session.Server(Switch(2, "client_ed25519", "NONCE"));
        session.Client(Packets.Of(3, "PROOF"));
        session.Server(Packets.Of(4, [1, .. "DATA"u8]));
        session.Client(Packets.Of(5, "MORE"));
        session.Server(Answer.Ok(6));
        Assert.Equal(
            Packets.Join(Switch(2, "client_ed25519", "\0\0\0\0\0"), Packets.Of(4, [1, 0, 0, 0, 0]), Answer.Ok(6)), session.Recorder.ToClient);
        Assert.Equal(Packets.Join(Packets.Of(3, new byte[5]), Packets.Of(5, new byte[4])), session.Recorder.FromClient);
    }

    [Fact]
    public void The_client_is_not_read_before_the_server_has_answered()
    {
        using RelayedSession session = RelayedSession.Login();
        Assert.Equal([], session.Client(Packets.Of(3, "early")));
        Assert.True(session.IsPaused);
        Assert.False(session.ClientRelay.ResumeAsync().IsCompleted);
    }

    [Fact]
    public void A_fast_login_of_caching_sha2_needs_no_answer()
    {
        using RelayedSession session = RelayedSession.Login(client: Tls, method: "caching_sha2_password");
        byte[] received = session.Server(Packets.Of(2, [1, 3]), Answer.Ok(3));
        Assert.Equal(Packets.Join(Packets.Of(3, [1, 3]), Answer.Ok(4)), received);
        Assert.Equal(Command.Ping, session.Client(Command.Ping));
    }

    [Theory]
    [InlineData(Plain, Plain, true)]
    [InlineData(Tls, Tls, true)]
    [InlineData(Tls, Plain, false)]
    [InlineData(Plain, Tls, false)]
    internal void A_full_login_of_caching_sha2_needs_equal_legs(LinkSecurity client, LinkSecurity server, bool passes)
    {
        using RelayedSession session = RelayedSession.Login(client: client, server: server, method: "caching_sha2_password");
        byte[] full = Packets.Of((byte)(server == Tls ? 3 : 2), [1, 4]);
        if (passes)
        {
            Assert.Equal(full, session.Server(full));
            return;
        }
        LoginException refused = Assert.Throws<LoginException>(() => session.Server(full));
        Assert.Contains("Upstream:Tls", refused.Error.Hint, StringComparison.Ordinal);
        Assert.Equal(client == Tls ? 3 : 2, session.State.NextToClient);
    }

    [Fact]
    public void Encrypted_passwords_pass_both_ways()
    {
        using RelayedSession session = RelayedSession.Login(method: "caching_sha2_password");
        session.Server(Packets.Of(2, [1, 4]));
        Assert.Equal(Packets.Of(3, [2]), session.Client(Packets.Of(3, [2])));
        byte[] key = Packets.Of(4, [1, .. "-----BEGIN PUBLIC KEY-----"u8]);
        Assert.Equal(key, session.Server(key));
        byte[] block = Packets.Of(5, new byte[256]);
        Assert.Equal(block, session.Client(block));
        session.Server(Answer.Ok(6));
        Assert.Equal(LoginState.Done, session.State.Login);
    }

    [Theory]
    [InlineData("mysql_clear_password")]
    [InlineData("dialog")]
    [InlineData("some_other_method")]
    [InlineData("mysql_old_password")]
    public void A_switch_to_a_method_that_sends_the_password_is_refused_in_the_clear(string method)
    {
        using RelayedSession session = RelayedSession.Login();
        Assert.Throws<LoginException>(() => session.Server(Switch(2, method, "")));
    }

    [Fact]
    public void Data_without_a_header_passes()
    {
        using RelayedSession session = RelayedSession.Login(method: "parsec");
        byte[] salt = Packets.Of(2, [.. "P"u8, 0, .. "saltsaltsaltsalt"u8]);
        Assert.Equal(salt, session.Server(salt));
        Assert.Equal(Packets.Of(3, new byte[96]), session.Client(Packets.Of(3, new byte[96])));
    }

    [Theory]
    [InlineData(new byte[] { 0xFE })]
    [InlineData(new byte[] { 0x02, (byte)'x', 0 })]
    public void What_is_older_or_newer_than_what_was_offered_ends_the_login(byte[] payload)
    {
        using RelayedSession session = RelayedSession.Login();
        Assert.Throws<MySqlProtocolException>(() => session.Server(Packets.Of(2, payload)));
    }

    [Fact]
    public void A_refused_login_passes_and_ends()
    {
        using RelayedSession session = RelayedSession.Login();
        byte[] denied = Answer.Err(2, 1045, "Access denied");
        Assert.Equal(denied, session.Server(denied));
        Assert.Equal(LoginState.Refused, session.State.Login);
    }

    [Fact]
    public void An_answer_out_of_order_ends_the_login()
    {
        using RelayedSession session = RelayedSession.Login();
        session.Server(Switch(2, "mysql_native_password", "salt"));
        Assert.Throws<MySqlProtocolException>(() => session.Client(Packets.Of(4, "proof")));
    }

    [Fact]
    public void Another_address_to_connect_to_is_left_out()
    {
        using RelayedSession session = RelayedSession.Login(CapabilityFlags.SessionTrack);
        byte[] redirect = [0, 16, 12, .. "redirect_url"u8, 2, .. "x:"u8];
        byte[] kept = [0, 4, 1, (byte)'a', 1, (byte)'1'];
        byte[] with = Ok([.. kept, .. redirect]);
        Assert.Equal(Packets.Of(2, Ok(kept)), session.Server(Packets.Of(2, with)));
    }

    [Fact]
    public void Another_user_takes_over_the_session()
    {
        using RelayedSession session = RelayedSession.Gated(new ScriptedJudge());
        session.Client(Command.Prepare("select 1"));
        session.Server(Answer.PrepareOk(5));
        byte[] change = Command.ChangeUser("bob");
        Assert.Equal(change, session.Client(change));
        Assert.True(session.IsPaused);
        Assert.Equal(Switch(1, "mysql_native_password", "salt"), session.Server(Switch(1, "mysql_native_password", "salt")));
        Assert.Equal(Packets.Of(2, "proof"), session.Client(Packets.Of(2, "proof")));
        Assert.Empty(session.Recorder.Identities);
        session.Server(Answer.Ok(3));
        Assert.Equal([("bob", "shop", null)], session.Recorder.Identities);
        Assert.Null(session.State.Statements.Find(5));
        Assert.Null(session.State.Settings);
        string recorded = Packets.Text(session.Recorder.FromClient);
        Assert.Contains("bob", recorded, StringComparison.Ordinal);
        Assert.DoesNotContain("proof", recorded, StringComparison.Ordinal);
        Assert.DoesNotContain("salt", Packets.Text(session.Recorder.ToClient), StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_behind_a_change_of_user_is_no_answer_to_the_servers_question()
    {
        using RelayedSession session = RelayedSession.Plain();
        byte[] change = Command.ChangeUser("bob");
        Assert.Equal(change, session.Client(change, Command.Ping));
        session.Server(Switch(1, "mysql_native_password", "salt"));
        Assert.Throws<MySqlProtocolException>(() => session.Resume());
        using RelayedSession other = RelayedSession.Plain();
        other.Client(change, Command.Ping);
        other.Server(Answer.Ok());
        Assert.Equal(Command.Ping, other.Resume());
    }

    [Fact]
    public void A_user_who_is_not_let_in_leaves_everything_as_it_was()
    {
        using RelayedSession session = RelayedSession.Gated(new ScriptedJudge());
        session.Client(Command.Prepare("select 1"));
        session.Server(Answer.PrepareOk(5));
        session.Client(Command.ChangeUser("bob"));
        byte[] denied = Answer.Err(1, 1045, "Access denied");
        Assert.Equal(denied, session.Server(denied));
        Assert.Empty(session.Recorder.Identities);
        Assert.NotNull(session.State.Statements.Find(5));
        Assert.NotNull(session.State.Gate);
        Assert.Equal(LoginState.Done, session.State.Login);
        Assert.Equal(Command.Execute(5), session.Client(Command.Execute(5)));
    }

    [Fact]
    public void The_legs_count_for_another_user_as_for_the_first()
    {
        using RelayedSession session = RelayedSession.Login(client: Tls);
        session.Server(Answer.Ok(2));
        session.Client(Command.ChangeUser("bob"));
        Assert.Throws<LoginException>(() => session.Server(Switch(1, "mysql_clear_password", "")));
    }

    [Fact]
    public void Results_before_the_answer_to_a_change_are_recorded_in_full()
    {
        using RelayedSession session = RelayedSession.Plain();
        session.Client(Command.Query("select 1"), Command.ChangeUser("bob"));
        byte[] result = Answer.Result("a", "salt");
        Assert.Equal(Packets.Join(result, Switch(1, "mysql_native_password", "salt")), session.Server(result, Switch(1, "mysql_native_password", "salt")));
        Assert.Equal(Packets.Join(result, Switch(1, "mysql_native_password", "\0\0\0\0")), session.Recorder.ToClient);
    }

    private static byte[] Switch(byte sequence, string method, string data) =>
        Packets.Of(sequence, [0xFE, .. System.Text.Encoding.ASCII.GetBytes(method), 0, .. System.Text.Encoding.ASCII.GetBytes(data)]);

    private static byte[] Ok(byte[] changes) => new OkPacket
    {
        Status = ServerStatus.Autocommit | ServerStatus.SessionStateChanged,
        SessionChanges = SessionChanges.Read(changes),
    }.Write(new PayloadWriter(), Answer.Capabilities | CapabilityFlags.SessionTrack).ToArray();
}
