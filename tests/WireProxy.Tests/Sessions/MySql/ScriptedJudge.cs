using System.Text;
using WireProxy.Policy;
using WireProxy.Recording.Redaction;
using WireProxy.Sessions.MySql.Statements;
using WireProxy.Sql.Analysis;

namespace WireProxy.Tests.Sessions.MySql;

/// <summary>Denies texts that start with <c>blocked</c>; keeps how each text was read.</summary>
internal sealed class ScriptedJudge : IStatementJudge
{
    public static Verdict Denial { get; } = new(VerdictKind.Deny, "p", 1, "not today");

    public List<(string Text, ServerSettings Settings)> Judged { get; } = [];

    /// <summary>What has to be asked before a text is judged, in order.</summary>
    public Queue<IServerQuestion> Questions { get; } = new();

    /// <summary>What of every text is not recorded.</summary>
    public LiteralRedaction Redaction { get; init; } = LiteralRedaction.None;

    public JudgingScope ScopeOf(ServerSettings settings, string loginDatabase) => new(1, settings, loginDatabase);

    public IServerQuestion? QuestionBefore(ReadOnlySpan<byte> text, JudgingScope scope) => Questions.TryDequeue(out IServerQuestion? question) ? question : null;

    public StatementJudgement Judge(ReadOnlySpan<byte> text, JudgingScope scope)
    {
        string words = Encoding.UTF8.GetString(text);
        Judged.Add((words, scope.Settings));
        StatementEffects effects = words.StartsWith("set", StringComparison.Ordinal) ? StatementEffects.ChangesSettings
            : words.StartsWith("load", StringComparison.Ordinal) ? StatementEffects.LoadsLocalFile
            : StatementEffects.None;
        return new StatementJudgement(words.StartsWith("blocked", StringComparison.Ordinal) ? Denial : Verdict.Allow, effects)
        {
            Context = scope.Settings.Context,
            Policy = SessionPolicy.None,
            Batch = new StatementBatch([]),
            Redaction = Redaction,
            KillTargets = words.StartsWith("kill ", StringComparison.Ordinal) ? [ulong.Parse(words[5..], System.Globalization.CultureInfo.InvariantCulture)] : [],
        };
    }
}

/// <summary>Allows everything and allocates nothing.</summary>
internal sealed class PermissiveJudge : IStatementJudge
{
    private JudgingScope? _scope;
    private StatementJudgement? _allowed;

    public JudgingScope ScopeOf(ServerSettings settings, string loginDatabase) => _scope ??= new JudgingScope(1, settings, loginDatabase);

    public StatementJudgement Judge(ReadOnlySpan<byte> text, JudgingScope scope) => _allowed ??= new StatementJudgement(Verdict.Allow, StatementEffects.None)
    {
        Context = scope.Settings.Context,
        Policy = SessionPolicy.None,
        Batch = new StatementBatch([]),
    };
}
