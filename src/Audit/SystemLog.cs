using WireProxy.Audit.Intake;
using WireProxy.Audit.Records;

namespace WireProxy.Audit;

/// <summary>
/// Records what the proxy itself does, as a session of its own. While the disk is full it keeps what it could not record
/// and tries again with the next event.
/// </summary>
internal sealed class SystemLog(Func<SessionHeader, SessionIntake> begin)
{
    private const int MaxWaiting = 1000;

    private readonly Lock _gate = new();
    private readonly Queue<SessionEvent> _waiting = new();
    private SessionIntake? _session;
    private State _state;

    public void Note(string name, string? detail)
    {
        lock (_gate)
        {
            if (_state == State.Ended || _waiting.Count >= MaxWaiting)
                return;
            _waiting.Enqueue(new SessionEvent(name, detail));
            TryRecord();
        }
    }

    public void End(string reason)
    {
        lock (_gate)
        {
            _state = State.Ended;
            TryRecord();
            _session?.End(reason);
        }
    }

    private void TryRecord()
    {
        try
        {
            _session ??= begin(new SessionHeader(SystemSession.Endpoint, SystemSession.Protocol, Environment.MachineName));
            for (; _waiting.TryPeek(out SessionEvent? next); _waiting.Dequeue())
                _session.Append(RecordKind.Event, RecordPayload.Write(next));
        }
        catch (IntakeUnavailableException)
        {
            // Sessions are refused for the same reason; the log's health says so.
        }
    }

    private enum State
    {
        Open,
        Ended,
    }
}
