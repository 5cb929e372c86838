using System.Text;
using WireProxy.Masking;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Policy;
using WireProxy.Sessions.Postgres;
using WireProxy.Sql.Lexing;

namespace WireProxy.Tests.Sessions.Postgres;

/// <summary>Denies texts that start with <c>blocked</c>, and what <see cref="Denies"/> says; keeps how each text was read.</summary>
internal sealed class ScriptedJudge : IStatementJudge
{
    public static Verdict Denial { get; } = new(VerdictKind.Deny, "p", 1, "not today");

    public List<(string Text, BackslashInLiteral Backslash)> Judged { get; } = [];

    public Func<string, LexicalContext, bool> Denies { get; init; } =
        static (text, _) => text.StartsWith("blocked", StringComparison.Ordinal);

    public StatementJudgement Judge(ReadOnlySpan<byte> text, LexicalContext context, CatalogSnapshot catalog)
    {
        string words = Encoding.UTF8.GetString(text);
        Judged.Add((words, context.Backslash));
        return Of(Denies(words, context) ? Denial : Verdict.Allow, catalog);
    }

    public StatementJudgement Under(CatalogSnapshot catalog, StatementJudgement judgement) => judgement;

    public StatementJudgement JudgeFunctionCall() => Of(Denies("function call", default) ? Denial : Verdict.Allow, CatalogSnapshot.Unknown);

    private static StatementJudgement Of(Verdict verdict, CatalogSnapshot catalog) =>
        new(verdict, Exposure.ProvenClean, StatementEffects.None) { CatalogReading = catalog.Reading };
}

/// <summary>Allows everything and allocates nothing.</summary>
internal sealed class PermissiveJudge : IStatementJudge
{
    private static readonly StatementJudgement Allowed =
        new(Verdict.Allow, Exposure.ProvenClean, StatementEffects.None) { CatalogReading = 0 };

    public StatementJudgement Judge(ReadOnlySpan<byte> text, LexicalContext context, CatalogSnapshot catalog) => Allowed;

    public StatementJudgement Under(CatalogSnapshot catalog, StatementJudgement judgement) => judgement;

    public StatementJudgement JudgeFunctionCall() => Allowed;
}
