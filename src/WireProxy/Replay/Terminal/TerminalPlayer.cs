using WireProxy.Audit.Records;
using WireProxy.Recording;
using WireProxy.Recording.Reading;

namespace WireProxy.Replay.Terminal;

/// <summary>Plays a recorded session to a person: statements, results and the proxy's own events, as fast as they were or faster.</summary>
internal sealed class TerminalPlayer
{
    // Rows of one result come in many records; what follows sooner than this belongs to the same table.
    private static readonly TimeSpan Noticeable = TimeSpan.FromMilliseconds(300);

    private readonly TextWriter _output;
    private readonly Playback _playback;
    private readonly TimeProvider _time;
    private readonly TranscriptLines _lines;
    private readonly Transcript _transcript;

    public TerminalPlayer(TextWriter output, Playback playback, TimeProvider time)
    {
        _output = output;
        _playback = playback;
        _time = time;
        _lines = new TranscriptLines(output);
        _transcript = new Transcript(_lines, playback.Rows);
    }

    public async Task PlayAsync(RecordedSession session, CancellationToken cancellationToken)
    {
        SessionReader? reader = SessionReaders.Find(session.Entry.Protocol, _transcript, ReadingOptions.Terminal);
        TimeSpan played = _playback.From;
        await foreach (StoredRecord record in session.RecordsAsync(cancellationToken))
        {
            await WaitAsync(record.Header.Elapsed - played, cancellationToken);
            if (record.Header.Elapsed > played)
                played = record.Header.Elapsed;
            _lines.Now = record.Header.Elapsed;
            _lines.Visibility = IsShown(record) ? Visibility.Shown : Visibility.Hidden;
            Show(record, reader);
        }
        _transcript.Flush();
    }

    // Who it was is said wherever the replay begins.
    private bool IsShown(StoredRecord record) =>
        record.Header.Elapsed >= _playback.From || record.Kind is RecordKind.SessionOpened or RecordKind.Identity or RecordKind.SessionEnded;

    private async Task WaitAsync(TimeSpan sinceLast, CancellationToken cancellationToken)
    {
        TimeSpan wait = sinceLast / _playback.Speed;
        if (wait <= TimeSpan.Zero)
            return;
        if (wait > Noticeable)
            _transcript.Flush();
        await _output.FlushAsync(cancellationToken);
        await Task.Delay(wait < _playback.LongestPause ? wait : _playback.LongestPause, _time, cancellationToken);
    }

    private void Show(StoredRecord record, SessionReader? reader)
    {
        if (record.Kind is not (RecordKind.ClientBytes or RecordKind.ServerBytes))
        {
            if (EventText.Of(record) is not { } text)
                return;
            _transcript.Flush();
            _lines.Event(text);
        }
        else if (reader is { Lost: null })
        {
            reader.Read(record.Header, record.Bytes.Span);
            if (reader.Lost is { } lost)
                _lines.Event($"from here on the bytes are not the protocol's ({lost}); export has them");
        }
    }
}
