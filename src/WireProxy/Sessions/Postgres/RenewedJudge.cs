using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Policy;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sessions.Postgres;

/// <summary>Judges each text of one session under the policies that are in force when it comes.</summary>
internal sealed class RenewedJudge(PostgresServices services, SessionScope scope) : IStatementJudge
{
    private PolicySnapshot? _snapshot;
    private StatementJudge _judge = services.For(scope.Began).Judge;

    public StatementJudgement Judge(ReadOnlySpan<byte> text, LexicalContext context, CatalogSnapshot catalog) =>
        Current.Judge(text, context, catalog);

    public StatementJudgement Under(CatalogSnapshot catalog, StatementJudgement judgement) => Current.Under(catalog, judgement);

    public StatementJudgement JudgeFunctionCall() => Current.JudgeFunctionCall();

    public void NoteKept() => scope.NoteKept();

    private StatementJudge Current
    {
        get
        {
            PolicySnapshot current = services.Shared.Policies;
            if (ReferenceEquals(current, _snapshot))
                return _judge;
            // A session that can not go on under them ends when it is at rest; until then the old ones hold.
            if (scope.Under(current) is { } policy)
                _judge = services.For(policy).Judge;
            _snapshot = current;
            return _judge;
        }
    }
}
