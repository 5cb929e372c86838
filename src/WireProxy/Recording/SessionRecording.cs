using WireProxy.Admin;
using WireProxy.Audit;
using WireProxy.Audit.Intake;

namespace WireProxy.Recording;

/// <summary>Begins the recording of each session.</summary>
/// <param name="audit">Null where the configuration says that nothing is recorded.</param>
/// <param name="metrics">Counts what is recorded.</param>
internal sealed class SessionRecording(AuditLog? audit, ProxyMetrics metrics)
{
    /// <exception cref="RecordingException">The session can not be recorded, so it must not begin.</exception>
    public ISessionRecorder Begin(SessionHeader header)
    {
        if (audit is null)
            return new UnrecordedSession(metrics);
        try
        {
            return new SessionRecorder(audit.BeginSession(header), metrics);
        }
        catch (IntakeUnavailableException failure)
        {
            metrics.AuditFailed();
            throw new RecordingException(failure.Message, failure);
        }
    }
}
