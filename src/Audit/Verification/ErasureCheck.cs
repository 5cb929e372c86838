using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Verification;

/// <summary>Frames that are gone and payloads that are zeroed are right only where a signed frame says that they were erased.</summary>
internal sealed class ErasureCheck(FindingLog log)
{
    private readonly List<Gap> _gaps = [];
    private readonly List<(LocatedFrame Frame, SessionId? Session)> _zeroed = [];
    private readonly Dictionary<SessionId, (SessionMarked Marked, long Position)> _shredded = [];
    private readonly List<(DaysErased Erased, long Position)> _erased = [];

    public int Shredded => _shredded.Count;

    public void MeetGap(LedgerPosition before, LedgerPosition after, DateOnly day) => _gaps.Add(new Gap(before, after, day));

    public void MeetZeroed(LocatedFrame frame, SessionId? session) => _zeroed.Add((frame with { Payload = default }, session));

    public void MeetShredded(SessionMarked marked, long position)
    {
        if (SessionId.TryParse(marked.Session, out SessionId session))
            _shredded.TryAdd(session, (marked, position));
    }

    public void MeetErased(DaysErased erased, long position) => _erased.Add((erased, position));

    /// <param name="state">What the newest day says.</param>
    /// <param name="signed">Up to where frames count; what is said after it anyone could have added.</param>
    /// <param name="ownerOfKey">Whose key a zeroed key frame was.</param>
    public void Finish(LedgerState state, long signed, Func<Digest, SessionId?> ownerOfKey)
    {
        foreach (Gap gap in _gaps)
        {
            if (!state.Erased.Any(erased => Explains(erased, gap) && IsSigned(erased, signed)))
                log.Add(new Finding(FindingKind.Missing, $"frames {gap.Before.Position + 1} to {gap.After.Position} are missing") { Day = gap.Day, Position = gap.Before.Position + 1 });
        }
        foreach ((LocatedFrame frame, SessionId? session) in _zeroed)
        {
            SessionId? owner = frame.Header.Kind == FrameKind.SessionKey ? ownerOfKey(frame.Header.PayloadHash) ?? session : session;
            bool isErased = state.FindErased(frame.Day) is { Kept.Count: > 0 } erased && IsSigned(erased, signed);
            if (!isErased && !IsShredded(owner, frame.Day, signed))
                log.Add(Unexplained(frame, owner));
        }
    }

    /// <summary>The session's key or records of this day were destroyed, and that is signed.</summary>
    public bool IsShredded(SessionId? session, DateOnly day, long signed) =>
        session is { } known && _shredded.TryGetValue(known, out (SessionMarked Marked, long Position) shredded)
        && shredded.Position <= signed && shredded.Marked.Days?.Contains(LedgerPayload.Text(day)) == true;

    // What an opening of a day repeats was signed when it was said first, or the opening is.
    private bool IsSigned(DaysErased erased, long signed) =>
        !_erased.Any(said => said.Position > signed && said.Erased.First >= erased.First && said.Erased.Last <= erased.Last);

    private static bool Explains(DaysErased erased, Gap gap) =>
        erased.Kept.Count == 0 && erased.First == gap.Before.Position + 1 && erased.Last == gap.After.Position
        && erased.Before == gap.Before.Link.ToString() && erased.Link == gap.After.Link.ToString();

    private static Finding Unexplained(LocatedFrame frame, SessionId? owner) =>
        new(FindingKind.Changed, "a payload was zeroed, and nothing that is signed says why")
        {
            Day = frame.Day,
            Offset = frame.Offset,
            Position = frame.Header.Position,
            Session = owner,
        };

    private readonly record struct Gap(LedgerPosition Before, LedgerPosition After, DateOnly Day);
}
