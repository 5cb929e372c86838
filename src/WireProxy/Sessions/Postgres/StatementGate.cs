using System.Buffers;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Policy;
using WireProxy.Protocols.Postgres;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sessions.Postgres;

/// <summary>
/// Judges the statements of a session to which policy applies, before a byte of them is sent. What is refused leaves
/// as a <see cref="Substitute"/>.
/// </summary>
internal sealed class StatementGate(PostgresSession session, IStatementJudge judge, SessionCatalog? catalog, int inspectionLimit)
{
    private readonly Substitute _substitute = new(session.Recorder.SessionId);

    /// <summary>The longest message that is held back to be judged; a longer one is refused on its header.</summary>
    public int InspectionLimit => inspectionLimit;

    /// <summary>The judgement of the text in a Query body, null if the body is malformed.</summary>
    public StatementJudgement? JudgeQuery(ReadOnlySpan<byte> body)
    {
        var reader = new PayloadReader(body);
        try
        {
            ReadOnlySpan<byte> text = reader.ReadCString();
            reader.End();
            return Judge(text);
        }
        catch (PostgresProtocolException)
        {
            return null;
        }
    }

    /// <summary>The judgement of the text in a Parse body <c>name NUL text NUL Int16 n, Int32 oid*n</c>, null if malformed.</summary>
    public StatementJudgement? JudgeParse(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> name)
    {
        var reader = new PayloadReader(body);
        name = default;
        try
        {
            name = reader.ReadCString();
            ReadOnlySpan<byte> text = reader.ReadCString();
            reader.ReadBytes(reader.ReadCount() * sizeof(int));
            reader.End();
            if (!name.IsEmpty)
                judge.NoteKept();
            return Judge(text);
        }
        catch (PostgresProtocolException)
        {
            return null;
        }
    }

    /// <summary>Whether functions may be called by OID, which names nothing that a rule could match.</summary>
    public StatementJudgement JudgeFunctionCall() => judge.JudgeFunctionCall();

    /// <summary>Writes a Query's substitute and says what the client gets for the server's error.</summary>
    public Refusal? RefuseQuery(StatementJudgement? judgement, long clientOffset, IBufferWriter<byte> output)
    {
        if (judgement is null)
        {
            _substitute.MalformedQuery(output);
            return null;
        }
        _substitute.Query(output);
        return Refuse(judgement.Verdict, clientOffset);
    }

    public Refusal? RefuseParse(StatementJudgement? judgement, ReadOnlySpan<byte> name, long clientOffset, IBufferWriter<byte> output)
    {
        if (judgement is null)
        {
            _substitute.MalformedParse(output);
            return null;
        }
        _substitute.Parse(name, output);
        return Refuse(judgement.Verdict, clientOffset);
    }

    public Refusal RefuseFunctionCall(StatementJudgement judgement, long clientOffset, IBufferWriter<byte> output)
    {
        _substitute.FunctionCall(output);
        return Refuse(judgement.Verdict, clientOffset);
    }

    /// <summary>Refuses a message whose body is not even waited for.</summary>
    public Refusal RefuseUnread(FrameHeader header, long clientOffset, IBufferWriter<byte> output)
    {
        if ((FrontendMessageCode)header.Code == FrontendMessageCode.Parse)
            _substitute.Parse(default, output);
        else
            _substitute.Query(output);
        session.Recorder.Judged(clientOffset, new Verdict(VerdictKind.Deny, Message: "statement too long to inspect"));
        return Refusal.TooLong(header.BodyLength, inspectionLimit, session.Recorder.SessionId);
    }

    /// <summary>
    /// Where an earlier statement may have changed how the server reads a backslash, and has not been answered up to the
    /// report of it, the text is judged under both readings.
    /// </summary>
    private StatementJudgement Judge(ReadOnlySpan<byte> text)
    {
        CatalogSnapshot known = catalog?.TakeLatest() ?? CatalogSnapshot.Unknown;
        LexicalContext reported = session.Lexical;
        StatementJudgement judgement = judge.Judge(text, reported, known);
        if ((judgement.Effects & StatementEffects.KeepsText) != 0)
            judge.NoteKept();
        if (!text.Contains((byte)'\\') || session.Conversation.IsSettled)
            return judgement;
        BackslashInLiteral other = reported.Backslash == BackslashInLiteral.Ordinary ? BackslashInLiteral.Escapes : BackslashInLiteral.Ordinary;
        return judgement.Stricter(judge.Judge(text, reported with { Backslash = other }, known));
    }

    private Refusal Refuse(Verdict verdict, long clientOffset)
    {
        session.Recorder.Judged(clientOffset, verdict);
        return Refusal.For(verdict, session.Recorder.SessionId);
    }
}
