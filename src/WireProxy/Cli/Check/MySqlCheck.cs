using WireProxy.Masking.MySql.Catalog;
using WireProxy.Policy;
using WireProxy.Sessions.MySql.Masked;
using WireProxy.Sessions.MySql.Statements;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Fingerprints;
using WireProxy.Sql.Lexing;

namespace WireProxy.Cli.Check;

/// <summary>
/// Checks texts for sessions of MySQL endpoints. The server is not known: its executable comments are read in every way,
/// and names are compared as by a server that does not tell their case apart.
/// </summary>
internal sealed class MySqlCheck : IStatementCheck
{
    private readonly ServerSettings _settings;
    private readonly string _loginDatabase;
    private readonly IStatementJudge _judge;

    /// <param name="policies">The policies of the user, in whatever database.</param>
    /// <param name="database">The session's database; null is any.</param>
    public MySqlCheck(SessionPolicy policies, string? database)
    {
        _settings = new ServerSettings(LexicalContext.MySqlDefault, NameCase.Insensitive, database);
        _loginDatabase = database ?? "";
        SessionPolicy all = database is null ? policies.InAnyDatabase() : policies;
        var rules = new StatementJudge(all);
        _judge = all.Masks.IsEmpty
            ? rules
            : new MaskedJudge(new MaskedTextJudge(all, rules), rules, new MaskedSession(new DefinitionStore(TimeProvider.System), "", ""));
    }

    public CheckedText Run(ReadOnlySpan<byte> text)
    {
        StatementJudgement judgement = _judge.Judge(text, _judge.ScopeOf(_settings, _loginDatabase));
        // The judgement has the names of the batch twice, in both cases.
        StatementBatch batch = StatementFingerprints.AddTo(MySqlAnalyzer.Analyze(text, _settings.Context), text, _settings.Context);
        return new CheckedText(batch, judgement.Verdict, judgement.Policy.Masks,
            (mask, relation, column) => mask.MayBeIgnoringCase(relation, column, _settings.Database));
    }
}
