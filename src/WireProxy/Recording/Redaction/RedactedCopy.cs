using WireProxy.Audit.Records;

namespace WireProxy.Recording.Redaction;

/// <summary>Bytes as they are recorded: their secrets replaced at equal length, and each place noted.</summary>
internal static class RedactedCopy
{
    /// <param name="recorder">Takes the notes; the bytes are what it gets next of that side.</param>
    /// <param name="side">Who sent the bytes.</param>
    /// <param name="bytes">The bytes, which stay as they are.</param>
    /// <param name="secrets">Where their secrets are; left empty.</param>
    public static byte[] Redact(this ISessionRecorder recorder, RecordedSide side, ReadOnlyMemory<byte> bytes, SecretPlaces secrets)
    {
        long offset = side == RecordedSide.Client ? recorder.BytesFromClient : recorder.BytesToClient;
        byte[] redacted = bytes.ToArray();
        for (int at = 0; at < secrets.Count; at++)
        {
            SecretPlace secret = secrets[at];
            redacted.AsSpan(secret.Start, secret.Length).Fill(secret.Filler);
            recorder.Redacted(side, offset + secret.Start, secret.Length);
        }
        secrets.Clear();
        return redacted;
    }
}
