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

    private RedactingRecorder(ISessionRecorder recorder, IClientRedactor[] redactors) => (_recorder, _redactors) = (recorder, redactors);

    public string SessionId => _recorder.SessionId;

    public long BytesFromClient => _recorder.BytesFromClient;

    /// <summary>The recorder itself where nothing is recorded.</summary>
    public static ISessionRecorder Over(ISessionRecorder recorder, params IClientRedactor[] redactors) =>
        recorder is UnrecordedSession ? recorder : new RedactingRecorder(recorder, redactors);

    public ValueTask FromClientAsync(ReadOnlyMemory<byte> bytes)
    {
        foreach (IClientRedactor redactor in _redactors)
            redactor.Find(bytes.Span, _secrets);
        if (_secrets.Count == 0)
            return _recorder.FromClientAsync(bytes);
        long offset = _recorder.BytesFromClient;
        // A copy: what is forwarded keeps its secrets.
        byte[] redacted = bytes.ToArray();
        for (int at = 0; at < _secrets.Count; at++)
        {
            SecretPlace secret = _secrets[at];
            redacted.AsSpan(secret.Start, secret.Length).Fill(secret.Filler);
            _recorder.Redacted(offset + secret.Start, secret.Length);
        }
        _secrets.Clear();
        return _recorder.FromClientAsync(redacted);
    }

    public ValueTask ToClientAsync(ReadOnlyMemory<byte> bytes) => _recorder.ToClientAsync(bytes);

    public void Identified(string user, string database, string? application) => _recorder.Identified(user, database, application);

    public void Judged(long clientOffset, Verdict verdict) => _recorder.Judged(clientOffset, verdict);

    public void Masked(long clientOffset, IReadOnlyList<string> columns) => _recorder.Masked(clientOffset, columns);

    public void Redacted(long clientOffset, long length) => _recorder.Redacted(clientOffset, length);

    public void Noted(string name, string? detail = null) => _recorder.Noted(name, detail);

    public void Ended(string reason) => _recorder.Ended(reason);
}
