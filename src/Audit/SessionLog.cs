using System.Buffers;
using WireProxy.Audit.Intake;
using WireProxy.Audit.Records;

namespace WireProxy.Audit;

/// <summary>
/// The recording of one session. What was appended survives the death of the process when the call returns, so append first
/// and pass on afterwards. Any thread may call; the two directions of a session usually do at once.
/// </summary>
public sealed class SessionLog
{
    private readonly SessionIntake _intake;
    private readonly IntakeGate _gate;

    internal SessionLog(SessionIntake intake, IntakeGate gate)
    {
        _intake = intake;
        _gate = gate;
    }

    public SessionId Id => _intake.Session;

    /// <summary>Client bytes recorded so far: the offset, in the client's stream, of the next one.</summary>
    public long BytesFromClient => _intake.BytesFromClient;

    /// <summary>Server bytes recorded so far.</summary>
    public long BytesToClient => _intake.BytesToClient;

    /// <summary>Appends wire bytes or a payload. Long runs of wire bytes become several records.</summary>
    /// <exception cref="IntakeUnavailableException">They were not recorded: end the session and pass nothing on.</exception>
    public void Append(RecordKind kind, ReadOnlySpan<byte> bytes) => _intake.Append(kind, bytes);

    /// <inheritdoc cref="Append(RecordKind, ReadOnlySpan{byte})"/>
    public void Append(RecordKind kind, in ReadOnlySequence<byte> bytes)
    {
        foreach (ReadOnlyMemory<byte> part in bytes)
            _intake.Append(kind, part.Span);
    }

    public void Append(SessionIdentity payload) => _intake.Append(RecordKind.Identity, RecordPayload.Write(payload));

    public void Append(StatementVerdict payload) => _intake.Append(RecordKind.Verdict, RecordPayload.Write(payload));

    public void Append(MasksApplied payload) => _intake.Append(RecordKind.MasksApplied, RecordPayload.Write(payload));

    public void Append(BytesRedacted payload) => _intake.Append(RecordKind.Redacted, RecordPayload.Write(payload));

    public void Append(SessionEvent payload) => _intake.Append(RecordKind.Event, RecordPayload.Write(payload));

    /// <summary>
    /// To be awaited between append and pass-on. Completes at once with <see cref="Durability.Process"/> while the store keeps
    /// up; with <see cref="Durability.Power"/> when everything appended before is on the disk.
    /// </summary>
    /// <exception cref="IntakeUnavailableException">It can not be made durable: end the session and pass nothing on.</exception>
    public ValueTask MakeDurableAsync(CancellationToken cancellationToken) => _gate.PassAsync(_intake, cancellationToken);

    /// <summary>
    /// To be awaited where results are recorded: holds a fast server back while the store does not keep up.
    /// </summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => _gate.WaitForRoomAsync(cancellationToken);

    /// <summary>Ends the recording. Does not throw; calls after the first do nothing.</summary>
    public void End(string reason) => _intake.End(reason);
}
