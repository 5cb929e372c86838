using System.Buffers;
using System.Text;
using WireProxy.Policy;
using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Sessions.MySql.Login;

namespace WireProxy.Sessions.MySql.Statements;

/// <summary>
/// Judges the commands of a session to which policy applies, before a byte of them is sent. A text is judged as the server
/// will read it: not before all earlier commands are answered, and with settings that the server has told.
/// </summary>
/// <param name="session">The session's shared state.</param>
/// <param name="judge">Judges texts.</param>
/// <param name="claim">Who runs the session.</param>
/// <param name="inspectionLimit">The longest command that is held back to be judged; a longer one is refused.</param>
/// <param name="ownsThread">Whether a connection id is one of this user's own.</param>
internal sealed class StatementGate(MySqlSession session, IStatementJudge judge, LoginClaim claim, int inspectionLimit, Func<ulong, bool> ownsThread)
{
    // A judge that always wants to know more must not hold the client's command for ever.
    private const int MaxQuestions = 64;

    private readonly PayloadWriter _writer = new();
    private long _questionsFor = -1;
    private int _questions;
    private IServerQuestion? _question;
    private JudgingScope? _scope;

    public int InspectionLimit => inspectionLimit;

    /// <summary>Announces what is not recorded; null where everything is.</summary>
    public RedactedCommands? Redacted { get; init; }

    /// <summary>Whether a wait is for the server's answer to a question of the proxy's own.</summary>
    public bool IsAsking => _question is not null;

    /// <summary>Whether a command must be here whole before it is judged.</summary>
    public static bool ReadsWhole(CommandCode command) =>
        command is CommandCode.Query or CommandCode.StmtPrepare or CommandCode.InitDb or CommandCode.ProcessKill;

    /// <summary>How much of any other command must be here: its code, the statement that it is about, what is not recorded.</summary>
    public int NeededLength(CommandCode command, PacketHeader header) =>
        Math.Max(NeededLength(command), Redacted?.NeededLength(command, header) ?? 1);

    private static int NeededLength(CommandCode command) => command is CommandCode.StmtExecute or CommandCode.StmtBulkExecute
        or CommandCode.StmtFetch or CommandCode.StmtClose or CommandCode.StmtReset ? StatementId.End : 1;

    /// <summary>
    /// Whether a command must wait until the server has answered: earlier commands, or a question that this puts before it.
    /// </summary>
    public bool MustWait(in ReceivedCommand command, OutgoingBuffer outgoing)
    {
        _question = null;
        bool isText = command.Code is CommandCode.Query or CommandCode.StmtPrepare or CommandCode.InitDb;
        bool runsText = command.Code is CommandCode.StmtExecute or CommandCode.StmtBulkExecute;
        if (!isText && !(runsText && (session.Settings is null || session.Masks is not null)))
            return false;
        if (!session.Conversation.IsIdle)
            return true;
        if (_questionsFor != command.StreamOffset)
            (_questionsFor, _questions) = (command.StreamOffset, 0);
        _question = _questions < MaxQuestions ? QuestionBefore(command) : null;
        if (_question is null)
            return false;
        _questions++;
        Ask(_question, outgoing.Replace(command.Start, command.Start));
        return true;
    }

    private IServerQuestion? QuestionBefore(in ReceivedCommand command)
    {
        // Once for each command: a server that does not tell is not asked for ever.
        if (session.Settings is not { } settings)
            return _questions == 0 ? new SettingsQuestion(session) : null;
        try
        {
            return command.Code switch
            {
                CommandCode.Query => judge.QuestionBefore(QueryRequest.Read(command.Payload, session.Capabilities).Sql, ScopeOf(settings)),
                CommandCode.StmtPrepare => judge.QuestionBefore(PrepareRequest.Read(command.Payload).Sql, ScopeOf(settings)),
                CommandCode.StmtExecute or CommandCode.StmtBulkExecute when StatementOf(command.Payload)?.Judgement is StatementJudgement { Text: { } prepared } =>
                    judge.QuestionBefore(prepared.Sql, prepared.Scope),
                _ => null,
            };
        }
        catch (MySqlProtocolException)
        {
            // It will be refused.
            return null;
        }
    }

    private void Ask(IServerQuestion question, IBufferWriter<byte> output)
    {
        _writer.Begin().Byte((byte)CommandCode.Query);
        if (session.Capabilities.HasFlag(CapabilityFlags.QueryAttributes))
            _writer.LengthEncodedInteger(0).LengthEncodedInteger(1);
        PacketWriter.Write(_writer.Bytes(question.Text).End(), sequence: 0, output);
        session.Conversation.Expect(new PendingReply(ReplyKind.Results, ReplyAudience.Proxy) { Judgement = question });
    }

    public CommandDecision Decide(in ReceivedCommand command)
    {
        try
        {
            return command.Code switch
            {
                CommandCode.Query => Query(QueryRequest.Read(command.Payload, session.Capabilities).Sql, command),
                CommandCode.StmtPrepare => Prepare(PrepareRequest.Read(command.Payload).Sql, command),
                CommandCode.InitDb => InitDb(InitDbRequest.Read(command.Payload).Database, command.StreamOffset),
                CommandCode.StmtExecute or CommandCode.StmtBulkExecute => Execute(StatementOf(command.Payload), command.StreamOffset),
                CommandCode.StmtFetch => new CommandDecision(ReplyKind.Fetch) { Statement = StatementOf(command.Payload) },
                CommandCode.StmtClose => Close(StatementId.Read(command.Payload)),
                CommandCode.ResetConnection => Reset(),
                CommandCode.ProcessKill => Kill(ProcessKillRequest.Read(command.Payload).ThreadId, command.StreamOffset),
                // It names a table without a text that could be judged.
                CommandCode.FieldList => new CommandDecision(ReplyKind.Ok, Refusal.UnknownCommand),
                _ => CommandReplies.Of(command.Code),
            };
        }
        catch (MySqlProtocolException violation)
        {
            Redacted?.Text(command, command.Payload.Length - 1, judgement: null);
            return new CommandDecision(ReplyKind.Ok, Refusal.Malformed(violation));
        }
    }

    /// <summary>A command that is too long to be judged.</summary>
    public CommandDecision DecideUnread(CommandCode command, long clientOffset)
    {
        session.Recorder.Judged(clientOffset, new Verdict(VerdictKind.Deny, Message: "statement too long to inspect"));
        return command == CommandCode.StmtPrepare
            ? new CommandDecision(ReplyKind.Prepare, Refusal.TooLong(inspectionLimit)) { Statement = session.Statements.Prepare(null) }
            : new CommandDecision(ReplyKind.Ok, Refusal.TooLong(inspectionLimit));
    }

    private CommandDecision Query(ReadOnlySpan<byte> text, in ReceivedCommand command)
    {
        Refusal? refusal = Judge(text, command.StreamOffset, out StatementJudgement? judgement);
        Redacted?.Text(command, text.Length, judgement);
        if (refusal is not null)
            return new CommandDecision(ReplyKind.Ok, refusal);
        NoteRun(judgement);
        return new CommandDecision(ReplyKind.Results) { Judgement = judgement };
    }

    private CommandDecision Prepare(ReadOnlySpan<byte> text, in ReceivedCommand command)
    {
        Refusal? refusal = Judge(text, command.StreamOffset, out StatementJudgement? judgement);
        Redacted?.Text(command, text.Length, judgement);
        if (refusal is null)
            judge.NoteKept();
        return new CommandDecision(ReplyKind.Prepare, refusal)
        {
            Statement = session.Statements.Prepare(refusal is null ? judgement : null),
            Judgement = judgement,
        };
    }

    /// <summary>The same as USE.</summary>
    private CommandDecision InitDb(ReadOnlySpan<byte> database, long clientOffset)
    {
        string name = Encoding.UTF8.GetString(database);
        byte[] text = Encoding.UTF8.GetBytes($"USE `{name.Replace("`", "``", StringComparison.Ordinal)}`");
        Refusal? refusal = Judge(text, clientOffset, out StatementJudgement? judgement);
        if (refusal is null)
            session.ForgetSettings();
        return new CommandDecision(ReplyKind.Ok, refusal) { Judgement = judgement };
    }

    private CommandDecision Execute(PreparedStatement? statement, long clientOffset)
    {
        var judgement = statement?.Judgement as StatementJudgement;
        // The server may parse the text once more, after the tables that it names have changed.
        if (judgement is not null && judgement.Context != session.Settings?.Context)
            return new CommandDecision(ReplyKind.Ok, session.Settings is null ? Refusal.UnknownReading : Refusal.NeedsReprepare);
        if (judgement is not null)
            judgement = judge.Renew(judgement);
        if (Refuse(judgement, clientOffset) is { } refusal)
            return new CommandDecision(ReplyKind.Ok, refusal);
        NoteRun(judgement);
        return new CommandDecision(ReplyKind.Results) { Statement = statement, Judgement = judgement };
    }

    private CommandDecision Close(uint statementId)
    {
        session.Statements.Close(statementId);
        return new CommandDecision(null);
    }

    private CommandDecision Reset()
    {
        session.Statements.ForgetLast();
        session.ForgetSettings();
        judge.NoteReset();
        return new CommandDecision(ReplyKind.Ok);
    }

    private CommandDecision Kill(uint thread, long clientOffset) =>
        new(ReplyKind.Ok, ownsThread(thread) ? null : RefuseKill(thread, clientOffset));

    private Refusal? Judge(ReadOnlySpan<byte> text, long clientOffset, out StatementJudgement? judgement)
    {
        judgement = null;
        if (session.Settings is not { } settings)
            return Refusal.UnknownReading;
        judgement = judge.Judge(text, ScopeOf(settings));
        return Refuse(judgement, clientOffset);
    }

    private Refusal? Refuse(StatementJudgement? judgement, long clientOffset)
    {
        if (judgement is { Verdict.Kind: VerdictKind.Deny })
        {
            session.Recorder.Judged(clientOffset, judgement.Verdict);
            return Refusal.For(judgement.Verdict);
        }
        return ForeignThread(judgement) is { } thread ? RefuseKill(thread, clientOffset) : null;
    }

    private JudgingScope ScopeOf(ServerSettings settings)
    {
        if (_scope is null || !ReferenceEquals(_scope.Settings, settings))
            _scope = judge.ScopeOf(settings, claim.Database) with { Settings = settings };
        return _scope;
    }

    private ulong? ForeignThread(StatementJudgement? judgement)
    {
        if (judgement is null)
            return null;
        foreach (ulong thread in judgement.KillTargets)
        {
            if (!ownsThread(thread))
                return thread;
        }
        return null;
    }

    private Refusal RefuseKill(ulong thread, long clientOffset)
    {
        session.Recorder.Judged(clientOffset, new Verdict(VerdictKind.Deny, Message: "KILL of a connection that is not the caller's own"));
        return Refusal.UnknownThread(thread);
    }

    /// <summary>A text is about to run. Of one that is not known anything may be expected.</summary>
    private void NoteRun(StatementJudgement? judgement)
    {
        if (judgement is null || judgement.Effects.HasFlag(StatementEffects.ChangesSettings))
            session.ForgetSettings();
        if (judgement is not null)
            judge.NoteRun(judgement);
    }

    private PreparedStatement? StatementOf(ReadOnlySpan<byte> payload) => session.Statements.Find(StatementId.Read(payload));
}
