using WireProxy.Policy;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sessions.MySql.Statements;

/// <summary>Judges each text of one session under the policies that are in force when it comes.</summary>
/// <param name="scope">The session's policies.</param>
/// <param name="snapshot">The policies of now.</param>
/// <param name="judgeUnder">Who judges under which.</param>
internal sealed class RenewedJudge(SessionScope scope, Func<PolicySnapshot> snapshot, Func<SessionPolicy, IStatementJudge> judgeUnder) : IStatementJudge
{
    private PolicySnapshot? _snapshot;
    private IStatementJudge _judge = judgeUnder(scope.Began);

    public JudgingScope ScopeOf(ServerSettings settings, string loginDatabase) => Current.ScopeOf(settings, loginDatabase);

    public StatementJudgement Judge(ReadOnlySpan<byte> text, JudgingScope scope) => Current.Judge(text, scope);

    public IServerQuestion? QuestionBefore(ReadOnlySpan<byte> text, JudgingScope scope) => Current.QuestionBefore(text, scope);

    public StatementJudgement Renew(StatementJudgement prepared) => Current.Renew(prepared);

    public void NoteRun(StatementJudgement judgement)
    {
        if (judgement.Batch.Statements.Any(static statement => statement.Kinds.Contains(StatementKind.Prepare)))
            NoteKept();
        Current.NoteRun(judgement);
    }

    public void NoteReset() => Current.NoteReset();

    public void NoteKept() => scope.NoteKept();

    private IStatementJudge Current
    {
        get
        {
            PolicySnapshot current = snapshot();
            if (ReferenceEquals(current, _snapshot))
                return _judge;
            // A session that can not go on under them ends when it is at rest; until then the old ones hold.
            if (scope.Under(current) is { } policy)
                _judge = judgeUnder(policy);
            _snapshot = current;
            return _judge;
        }
    }
}
