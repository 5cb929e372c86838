using WireProxy.Policy;

namespace WireProxy.Sessions;

/// <summary>
/// The policies that a session is under, through reloads of the configuration. New rules hold for its next statement. Where
/// masks change, policies come to a session that was not read so far, or it runs texts that were judged under other rules,
/// it has to end and begin again.
/// </summary>
internal sealed class SessionScope(SessionFacts facts, PolicySnapshot snapshot)
{
    private volatile Reading _latest = new(snapshot, snapshot.ForSession(facts));
    private volatile SessionPolicy? _kept;

    /// <summary>The policies at its start: their masks hold for all of it.</summary>
    public SessionPolicy Began { get; } = snapshot.ForSession(facts);

    /// <summary>The policies of a snapshot, as far as the session can be under them; null if it can not.</summary>
    public SessionPolicy? Under(PolicySnapshot current)
    {
        Reading latest = _latest;
        if (!ReferenceEquals(latest.Snapshot, current))
            _latest = latest = new Reading(current, Read(current));
        return latest.Policy;
    }

    /// <summary>A text was judged that can be run later by a name.</summary>
    public void NoteKept() => _kept ??= _latest.Policy ?? Began;

    /// <summary>Whether the session can not go on under the policies of a snapshot.</summary>
    public bool IsOutdated(PolicySnapshot current) =>
        Under(current) is not { } policy || (_kept is { } kept && !policy.SaysTheSameAs(kept));

    private SessionPolicy? Read(PolicySnapshot current)
    {
        SessionPolicy next = current.ForSession(facts);
        if (next.SaysTheSameAs(Began))
            return Began;
        return next.HidesTheSameAs(Began) && (next.IsEmpty || !Began.IsEmpty) ? next : null;
    }

    private sealed record Reading(PolicySnapshot Snapshot, SessionPolicy? Policy);
}
