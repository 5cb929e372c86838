namespace WireProxy.Sessions.Postgres;

/// <summary>
/// The judgements of cursors that were declared by a statement of their own. In reply order, and forgotten as soon as
/// anything may have put another query under one of the names.
/// </summary>
internal sealed class DeclaredCursors
{
    private const int Remembered = 1000;

    private readonly Dictionary<string, StatementJudgement> _byName = new(StringComparer.Ordinal);

    /// <summary>A statement was completed.</summary>
    public void Completed(StatementJudgement? judgement)
    {
        switch (judgement?.Cursor)
        {
            case { Use: CursorUse.Declares } cursor:
                if (_byName.Count >= Remembered)
                    _byName.Clear();
                _byName[cursor.Name] = judgement;
                break;
            case { Use: CursorUse.Closes } cursor:
                _byName.Remove(cursor.Name);
                break;
            case null when judgement is null or { DeclaresCursors: true } || (judgement.Effects & StatementEffects.RenamesStatements) != 0:
                _byName.Clear();
                break;
        }
    }

    /// <summary>A portal was bound, which may have the name of a cursor.</summary>
    public void Forget() => _byName.Clear();

    /// <summary>The judgement of the query that a FETCH returns rows of; null if it is not known.</summary>
    public StatementJudgement? Find(StatementJudgement fetch) =>
        fetch.Cursor is { Use: CursorUse.Fetches } cursor ? _byName.GetValueOrDefault(cursor.Name) : null;
}
