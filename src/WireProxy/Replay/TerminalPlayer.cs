using WireProxy.Audit.Records;
using WireProxy.Cli;
using WireProxy.Protocols.Postgres;

namespace WireProxy.Replay;

/// <summary>Plays a recorded session to a person: statements, results and the proxy's own events, as fast as they were or faster.</summary>
internal sealed class TerminalPlayer(TextWriter output, double speed, TimeProvider time)
{
    private readonly TranscriptLines _lines = new(output);

    public async Task PlayAsync(RecordedSession session, CancellationToken cancellationToken)
    {
        var transcript = new PostgresTranscript(_lines);
        TimeSpan played = TimeSpan.Zero;
        await foreach (StoredRecord record in session.RecordsAsync(cancellationToken))
        {
            TimeSpan wait = (record.Header.Elapsed - played) / speed;
            if (wait > TimeSpan.Zero)
            {
                await output.FlushAsync(cancellationToken);
                await Task.Delay(wait, time, cancellationToken);
            }
            played = record.Header.Elapsed;
            _lines.Now = played;
            Show(record, transcript);
        }
    }

    private void Show(StoredRecord record, PostgresTranscript transcript)
    {
        switch (record.Kind)
        {
            case RecordKind.ClientBytes or RecordKind.ServerBytes:
                ShowBytes(record, transcript);
                break;
            case RecordKind.SessionOpened when RecordPayload.ReadOpened(record.Bytes.Span) is { } opened:
                _lines.Event($"session {record.Header.Session} opened by {opened.Client} on {opened.Endpoint} ({opened.Protocol})");
                break;
            case RecordKind.Identity when RecordPayload.ReadIdentity(record.Bytes.Span) is { } identity:
                _lines.Event($"user {identity.User}, database {identity.Database}, application {identity.Application}");
                break;
            case RecordKind.Verdict when RecordPayload.ReadVerdict(record.Bytes.Span) is { } verdict:
                _lines.Event($"{SessionsWords.Of(verdict.Outcome)} by policy {verdict.Policy}: {verdict.Message}");
                break;
            case RecordKind.MasksApplied when RecordPayload.ReadMasks(record.Bytes.Span) is { } masks:
                _lines.Event($"masked: {string.Join(", ", masks.Columns)}");
                break;
            case RecordKind.Event when RecordPayload.ReadEvent(record.Bytes.Span) is { } noted:
                _lines.Event(noted.Detail is null ? noted.Name : $"{noted.Name}: {noted.Detail}");
                break;
            case RecordKind.SessionEnded when RecordPayload.ReadEnded(record.Bytes.Span) is { } ended:
                _lines.Event($"session ended: {ended.Reason}");
                break;
        }
    }

    private void ShowBytes(StoredRecord record, PostgresTranscript transcript)
    {
        if (transcript.IsLost)
            return;
        try
        {
            transcript.Read(record);
        }
        catch (PostgresProtocolException lost)
        {
            transcript.IsLost = true;
            _lines.Event($"from here on the bytes are not the protocol's ({lost.Message}); export has them");
        }
    }
}
