using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Sessions.MySql;
using WireProxy.Sessions.MySql.Statements;
using WireProxy.Sql.Lexing;

namespace WireProxy.Tests.Sessions.MySql;

/// <summary>A text is judged as the server will read it, and the server itself says how that is.</summary>
public sealed class SettingsTests : IDisposable
{
    private static readonly byte[] Select = Command.Query("select 1");

    private readonly ScriptedJudge _judge = new();
    private readonly RelayedSession _session;

    public SettingsTests()
    {
        _session = RelayedSession.Gated(_judge);
        _session.State.ForgetSettings();
    }

    public void Dispose() => _session.Dispose();

    [Fact]
    public void The_first_text_waits_for_the_servers_settings()
    {
        byte[] question = _session.Client(Select);
        Assert.Contains("@@session.sql_mode", Packets.Text(question), StringComparison.Ordinal);
        Assert.True(_session.IsPaused);
        Assert.Empty(_judge.Judged);
        Assert.Equal([], _session.Server(Answer.Settings("ANSI_QUOTES,IGNORE_SPACE", "latin1", "1", "Shop")));
        Assert.Equal(Select, _session.Resume());
        ServerSettings settings = Assert.Single(_judge.Judged).Settings;
        Assert.Equal((NameCase.Insensitive, "Shop"), (settings.NameCase, settings.Database));
        Assert.Equal(
            (DoubleQuotes.Identifier, SpaceBeforeArguments.Ignored, BackslashInLiteral.Escapes, EncodingSafety.SingleByte, SqlModeSupport.Supported),
            (settings.Context.DoubleQuotes, settings.Context.SpaceBeforeArguments, settings.Context.Backslash, settings.Context.Encoding, settings.Context.Mode));
        Assert.Equal(Answer.Result("1", "1"), _session.Server(Answer.Result("1", "1")));
        Assert.Equal(Select, _session.Recorder.FromClient);
        Assert.Equal(Answer.Result("1", "1"), _session.Recorder.ToClient);
    }

    [Theory]
    [InlineData("ORACLE,ANSI_QUOTES", "utf8mb4", SqlModeSupport.NotSupported, EncodingSafety.AsciiSafe)]
    [InlineData("MSSQL", "gbk", SqlModeSupport.NotSupported, EncodingSafety.AsciiBytesInsideCharacters)]
    [InlineData("", "utf8mb3", SqlModeSupport.Supported, EncodingSafety.AsciiSafe)]
    internal void What_can_not_be_read_is_known_as_such(string mode, string characterSet, SqlModeSupport support, EncodingSafety safety)
    {
        _session.Client(Select);
        _session.Server(Answer.Settings(mode, characterSet, database: null));
        _session.Resume();
        ServerSettings settings = Assert.Single(_judge.Judged).Settings;
        Assert.Equal((support, safety), (settings.Context.Mode, settings.Context.Encoding));
        Assert.Null(settings.Database);
    }

    [Fact]
    public void A_text_waits_for_the_answers_to_earlier_commands()
    {
        _session.State.NoteSettings(RelayedSession.Settings);
        Assert.Equal(Packets.Join(Command.Ping), _session.Client(Command.Ping, Select));
        Assert.True(_session.IsPaused);
        Assert.False(_session.ClientRelay.ResumeAsync().IsCompleted);
        _session.Server(Answer.Ok());
        Assert.Equal(Select, _session.Resume());
    }

    [Fact]
    public void What_may_change_the_settings_has_them_asked_for_again()
    {
        _session.State.NoteSettings(RelayedSession.Settings);
        Assert.Equal(Command.Query("set x"), _session.Client(Command.Query("set x")));
        _session.Server(Answer.Ok());
        Assert.NotEqual(Select, _session.Client(Select));
        _session.Server(Answer.Settings());
        Assert.Equal(Select, _session.Resume());
    }

    [Theory]
    [InlineData(ServerStatus.Autocommit, true)]
    [InlineData(ServerStatus.Autocommit | ServerStatus.NoBackslashEscapes, false)]
    public void Flags_that_contradict_the_settings_have_them_asked_for_again(ServerStatus status, bool stay)
    {
        _session.State.NoteSettings(RelayedSession.Settings);
        _session.Client(Command.Ping);
        _session.Server(Answer.Ok(1, status));
        Assert.Equal(stay, _session.State.Settings is not null);
    }

    [Fact]
    public void Only_mariadb_tells_of_ansi_quotes()
    {
        var mariaDb = new ServerVersion(ServerFamily.MariaDb, 101119);
        var settings = new ServerSettings(LexicalContext.MySqlDefault with { Server = mariaDb }, NameCase.Sensitive, null);
        Assert.False(settings.Agree(ServerStatus.AnsiQuotes));
        Assert.True(RelayedSession.Settings.Agree(ServerStatus.AnsiQuotes));
        Assert.True((settings with { Context = settings.Context with { DoubleQuotes = DoubleQuotes.Identifier } }).Agree(ServerStatus.AnsiQuotes));
    }

    [Fact]
    public void A_server_that_does_not_tell_has_nothing_run()
    {
        _session.Client(Select);
        Assert.Equal([], _session.Server(Answer.Err()));
        Assert.Equal(Command.Ping, _session.Resume());
        Assert.Equal(Refusal.UnknownReading.Packet(1), _session.Server(Answer.Ok()));
        Assert.Empty(_judge.Judged);
        // The next one asks again.
        _session.Client(Select);
        Assert.True(_session.IsPaused);
    }

    [Fact]
    public void A_malformed_answer_breaks_the_protocol()
    {
        _session.Client(Select);
        Assert.Throws<WireProxy.Protocols.MySql.MySqlProtocolException>(() => _session.Server(Answer.Result("a", "1")));
    }

    [Fact]
    public void A_prepared_text_that_the_server_might_read_again_has_to_be_prepared_again()
    {
        _session.State.NoteSettings(RelayedSession.Settings);
        _session.Client(Command.Prepare("select 1"));
        _session.Server(Answer.PrepareOk(5));
        Assert.Equal(Command.Execute(5), _session.Client(Command.Execute(5)));
        _session.Server(Answer.Ok());
        _session.State.ForgetSettings();
        _session.Client(Command.Execute(5));
        Assert.True(_session.IsPaused);
        _session.Server(Answer.Settings("ANSI_QUOTES"));
        Assert.Equal(Command.Ping, _session.Resume());
        Assert.Equal(Refusal.NeedsReprepare.Packet(1), _session.Server(Answer.Ok()));
    }

    [Fact]
    public void A_reset_connection_forgets_statements_and_settings()
    {
        _session.State.NoteSettings(RelayedSession.Settings);
        _session.Client(Command.Prepare("select 1"));
        _session.Server(Answer.PrepareOk(5));
        Assert.NotNull(_session.State.Statements.Find(5));
        Assert.Equal(Command.ResetConnection, _session.Client(Command.ResetConnection));
        Assert.Null(_session.State.Settings);
        _session.Server(Answer.Ok());
        Assert.Null(_session.State.Statements.Find(5));
        Assert.Null(_session.State.Statements.Find(ExecuteRequest.LastPrepared));
    }

    [Fact]
    public void A_judge_may_ask_more_and_is_asked_again()
    {
        _session.State.NoteSettings(RelayedSession.Settings);
        var first = new RememberedQuestion("SELECT 1");
        var second = new RememberedQuestion("SELECT 2");
        _judge.Questions.Enqueue(first);
        _judge.Questions.Enqueue(second);
        Assert.Equal(Command.Query("SELECT 1"), _session.Client(Select));
        Assert.Equal([], _session.Server(Answer.Result("1", "x", "y")));
        Assert.Equal(Command.Query("SELECT 2"), _session.Resume());
        Assert.Equal([], _session.Server(Answer.Err()));
        Assert.Equal(Select, _session.Resume());
        Assert.Equal(("x y", QuestionOutcome.Answered), (string.Join(' ', first.Rows), first.Outcome));
        Assert.Equal(("", QuestionOutcome.Failed), (string.Join(' ', second.Rows), second.Outcome));
    }

    [Fact]
    public void Questions_have_no_attributes_where_those_are_negotiated()
    {
        using RelayedSession session = RelayedSession.Gated(_judge, CapabilityFlags.QueryAttributes);
        session.State.ForgetSettings();
        byte[] question = session.Client(Command.Of(CommandCode.Query, [0, 1, .. "select 1"u8]));
        Assert.Equal([(byte)CommandCode.Query, 0, 1, (byte)'S'], question[4..8]);
    }

    [Fact]
    public void Nothing_else_waits_for_the_settings()
    {
        byte[] commands = Packets.Join(Command.Ping, Command.Close(5), Command.LongData(5, "x"), Command.ResetConnection);
        Assert.Equal(commands, _session.Client(commands));
    }

    private sealed class RememberedQuestion(string text) : IServerQuestion
    {
        public List<string> Rows { get; } = [];

        public QuestionOutcome? Outcome { get; private set; }

        public ReadOnlySpan<byte> Text => System.Text.Encoding.ASCII.GetBytes(text);

        public void AddRow(ReadOnlySpan<byte> row) => Rows.Add(System.Text.Encoding.UTF8.GetString(new PayloadReader(row).ReadLengthEncodedString()));

        public void End(QuestionOutcome outcome) => Outcome = outcome;
    }
}
