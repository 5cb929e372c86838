using WireProxy.Audit.Records;
using WireProxy.Policy;

namespace WireProxy.Recording.Redaction;

/// <summary>
/// Records a session without the secrets in its statements: each is replaced at equal length, and its place is a record of
/// its own.
/// </summary>
internal sealed class RedactingRecorder : ISessionRecorder
{
    private readonly ISessionRecorder _recorder;
    private readonly IClientRedactor[] _redactors;
    private readonly SecretPlaces _secrets = new();
    private readonly SecretEchoes _echoes;

    private RedactingRecorder(ISessionRecorder recorder, SecretEchoes echoes, IClientRedactor[] redactors) =>
        (_recorder, _echoes, _redactors) = (recorder, echoes, redactors);

    public string SessionId => _recorder.SessionId;

    public long BytesFromClient => _recorder.BytesFromClient;

    public long BytesToClient => _recorder.BytesToClient;

    /// <summary>The recorder itself where nothing is recorded.</summary>
    public static ISessionRecorder Over(ISessionRecorder recorder, SecretEchoes echoes, params IClientRedactor[] redactors) =>
        recorder is UnrecordedSession ? recorder : new RedactingRecorder(recorder, echoes, redactors);

    public ValueTask FromClientAsync(ReadOnlyMemory<byte> bytes)
    {
        foreach (IClientRedactor redactor in _redactors)
            redactor.Find(bytes.Span, _secrets);
        _echoes.Note(bytes.Span, _secrets);
        return _recorder.FromClientAsync(_secrets.Count == 0 ? bytes : _recorder.Redact(RecordedSide.Client, bytes, _secrets));
    }

    public ValueTask ToClientAsync(ReadOnlyMemory<byte> bytes) => _recorder.ToClientAsync(bytes);

    public void Identified(string user, string database, string? application) => _recorder.Identified(user, database, application);

    public void Judged(long clientOffset, Verdict verdict) => _recorder.Judged(clientOffset, verdict);

    public void Masked(long clientOffset, IReadOnlyList<string> columns) => _recorder.Masked(clientOffset, columns);

    public void Redacted(RecordedSide side, long offset, long length) => _recorder.Redacted(side, offset, length);

    public void Noted(string name, string? detail = null) => _recorder.Noted(name, detail);

    public void Ended(string reason) => _recorder.Ended(reason);
}
