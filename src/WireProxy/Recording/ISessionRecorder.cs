using WireProxy.Policy;

namespace WireProxy.Recording;

/// <summary>
/// Takes down one session. A byte run is recorded when the call returns; every method throws when it can not be, and
/// the session must then end.
/// </summary>
internal interface ISessionRecorder
{
    /// <summary>The audit session id, as the command line shows it.</summary>
    string SessionId { get; }

    /// <summary>Bytes as the client sent them, secrets zeroed. The task completes when they are as durable as configured.</summary>
    ValueTask FromClientAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Bytes as the client is about to receive them, secrets zeroed.</summary>
    void ToClient(ReadOnlySpan<byte> bytes);

    void Identified(SessionIdentity identity);

    /// <param name="clientOffset">Where the judged message stands in the client's bytes.</param>
    /// <param name="verdict">What policy said.</param>
    void Judged(long clientOffset, Verdict verdict);

    /// <param name="clientOffset">Where the message that asked for the rows stands in the client's bytes.</param>
    /// <param name="maskedColumns">How many columns of the result were masked.</param>
    void Masked(long clientOffset, int maskedColumns);

    void Noted(string text);
}

/// <summary>Who the session's statements belong to.</summary>
internal sealed record SessionIdentity(string User, string Database, string? Application, string ProtocolVersion);
