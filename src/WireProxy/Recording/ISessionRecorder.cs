using WireProxy.Audit.Records;
using WireProxy.Policy;

namespace WireProxy.Recording;

/// <summary>
/// Takes down one session. Bytes are recorded when the call returns, and may be passed on when its task completes;
/// every method throws when it can not record, and the session must then end.
/// </summary>
internal interface ISessionRecorder
{
    /// <summary>The audit session id, as the command line shows it.</summary>
    string SessionId { get; }

    /// <summary>How many bytes the client has sent so far: where its next message starts.</summary>
    long BytesFromClient { get; }

    /// <summary>How many bytes the client was sent so far.</summary>
    long BytesToClient { get; }

    /// <summary>Bytes as the client sent them, secrets zeroed. The task completes when they are as durable as configured.</summary>
    ValueTask FromClientAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Bytes as the client is about to receive them, secrets zeroed. The task holds back what the store can not take.</summary>
    ValueTask ToClientAsync(ReadOnlyMemory<byte> bytes);

    void Identified(string user, string database, string? application);

    /// <param name="clientOffset">Where the judged message stands in the client's bytes.</param>
    /// <param name="verdict">What policy said.</param>
    void Judged(long clientOffset, Verdict verdict);

    /// <param name="clientOffset">Where the message that asked for the rows stands in the client's bytes.</param>
    /// <param name="columns">The names of the masked columns of the result.</param>
    void Masked(long clientOffset, IReadOnlyList<string> columns);

    /// <summary>Bytes that are recorded as others of the same number, because they are secret.</summary>
    void Redacted(RecordedSide side, long offset, long length);

    void Noted(string name, string? detail = null);

    /// <summary>The last record. Does not throw.</summary>
    void Ended(string reason);
}
