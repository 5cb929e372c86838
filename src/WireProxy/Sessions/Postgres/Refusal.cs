using WireProxy.Policy;

namespace WireProxy.Sessions.Postgres;

/// <summary>A refused statement: the error that the client gets in place of the one that the server makes of its substitute.</summary>
internal sealed class Refusal
{
    private readonly byte[] _error;

    private Refusal(byte[] error) => _error = error;

    /// <summary>The ErrorResponse, header included.</summary>
    public ReadOnlySpan<byte> Error => _error;

    /// <summary>Policy said no (design: SQLSTATE 42501, the audit session as hint).</summary>
    public static Refusal For(Verdict verdict, string sessionId)
    {
        // No statement begins so: the server could only have said the same.
        if (verdict.SyntaxErrorAt is { } word)
            return new Refusal(ErrorFrames.Error("42601", $"syntax error at or near \"{word}\"", $"audit session {sessionId}"));
        string message = $"blocked by policy \"{verdict.Policy}\"";
        if (verdict.Message is { Length: > 0 } why)
            message += ": " + why;
        return new Refusal(ErrorFrames.Error("42501", message, $"audit session {sessionId}"));
    }

    /// <summary>The message is longer than the proxy is configured to inspect.</summary>
    public static Refusal TooLong(int length, int limit, string sessionId) => new(ErrorFrames.Error(
        "54000",
        $"statement of {length} bytes is over the limit of {limit} bytes that policy inspection allows",
        $"raise Limits:MaxInspectedFrameBytes; audit session {sessionId}"));
}
