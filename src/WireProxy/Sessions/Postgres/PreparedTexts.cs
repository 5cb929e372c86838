namespace WireProxy.Sessions.Postgres;

/// <summary>
/// The judgements of statements that SQL prepared in texts of their own. In reply order, and forgotten as soon as anything may have
/// put another statement under one of the names.
/// </summary>
internal sealed class PreparedTexts
{
    private const int Remembered = 1000;

    private readonly Dictionary<string, StatementJudgement> _byName = new(StringComparer.Ordinal);

    /// <summary>A statement was completed; whether it ran code that could do anything has been looked at before.</summary>
    public void Completed(StatementJudgement? judgement, ReadOnlySpan<byte> tag)
    {
        if (!CommandTags.ChangesStatements(tag))
            return;
        PreparedReference? prepared = judgement?.Prepared is { Use: PreparedUse.Prepares } reference ? reference : null;
        if (prepared is null || _byName.Count >= Remembered)
            _byName.Clear();
        if (prepared is not null)
            _byName[prepared.Name] = judgement!;
    }

    /// <summary>The names may mean anything.</summary>
    public void Forget() => _byName.Clear();

    /// <summary>The judgement of what an EXECUTE runs; null if it is not known, and for anything else.</summary>
    public StatementJudgement? Find(StatementJudgement execute) =>
        execute.Prepared is { Use: PreparedUse.Executes } prepared ? _byName.GetValueOrDefault(prepared.Name) : null;
}
