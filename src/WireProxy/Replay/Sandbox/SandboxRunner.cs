using System.Threading.Channels;
using WireProxy.Audit.Records;
using WireProxy.Recording;
using WireProxy.Recording.Reading;
using WireProxy.Transport;

namespace WireProxy.Replay.Sandbox;

/// <summary>
/// Sends a recorded client's messages to another server and compares the answers. What the client sent after it had its answer to
/// something is sent after the sandbox has answered the same.
/// </summary>
internal sealed class SandboxRunner
{
    private const int AnswersAhead = 10_000;

    private static readonly TimeSpan ClosingPatience = TimeSpan.FromSeconds(5);

    private readonly RecordedSession _session;
    private readonly ISandboxProtocol _protocol;
    private readonly IgnoreRules _ignored;
    private readonly AnswerSink _recordedSink;
    private readonly AnswerSink _liveSink;
    private readonly Channel<Answer> _recorded = Channel.CreateBounded<Answer>(AnswersAhead);
    private readonly Channel<Answer> _answered = Channel.CreateBounded<Answer>(AnswersAhead);
    private readonly TimeSpan _patience;
    private long _endedTransfers;

    public SandboxRunner(RecordedSession session, ISandboxProtocol protocol, IgnoreRules ignored, TimeSpan patience)
    {
        _session = session;
        _protocol = protocol;
        _ignored = ignored;
        _patience = patience;
        _recordedSink = new AnswerSink { Prepared = protocol.RecordedNumber };
        _liveSink = new AnswerSink { Prepared = protocol.LiveNumber };
    }

    /// <exception cref="SandboxException">It can not be replayed there.</exception>
    public async Task<SandboxResult> RunAsync(WireConnection server, SandboxLogin login, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var live = new LiveSession(server, _session.Entry.Protocol, _liveSink, _answered.Writer);
        var comparison = new AnswerComparison(
            new AnswerCursor(_recorded.Reader), new AnswerCursor(_answered.Reader), _ignored, RefusalOf);
        await using var records = _session.RecordsAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        SessionReader reader = SessionReaders.Find(_session.Entry.Protocol, _recordedSink, ReadingOptions.Export)!;
        await LogInAsync(reader, live, records, server, login, cancellationToken);

        Task receiving = live.ReceiveAsync(ending.Token);
        Task comparing = comparison.RunAsync(ending.Token);
        try
        {
            await ReplayAsync(reader, live, records, ending.Token);
            _recorded.Writer.Complete();
            server.ShutdownSend();
            await Task.WhenAny(receiving, Task.Delay(ClosingPatience, cancellationToken));
            server.Abort();
            await receiving;
            await comparing.WaitAsync(_patience, cancellationToken);
        }
        finally
        {
            await ending.CancelAsync();
            await ((Task)Task.WhenAll(receiving, comparing)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (live.Lost is { } lost)
            throw new SandboxException($"the sandbox's answers are not the protocol's: {lost}");
        return new SandboxResult(comparison.Statements, comparison.Different, comparison.Refused, comparison.Differences);
    }

    private async Task LogInAsync(
        SessionReader reader, LiveSession live, IAsyncEnumerator<StoredRecord> records, WireConnection server, SandboxLogin login, CancellationToken cancellationToken)
    {
        while (await records.MoveNextAsync())
        {
            StoredRecord record = records.Current;
            reader.Read(record.Header, record.Bytes.Span);
            Note(record);
            ReadOnlyMemory<byte>? rest = _protocol.ReadLogin(record);
            live.Read(record.Header, record.Bytes.Span[..^(rest?.Length ?? 0)]);
            if (rest is null)
                continue;
            await _protocol.LogInAsync(server, login, cancellationToken);
            return;
        }
        throw new SandboxException("the recorded client was not let in: there is nothing to replay");
    }

    private async Task ReplayAsync(SessionReader reader, LiveSession live, IAsyncEnumerator<StoredRecord> records, CancellationToken cancellationToken)
    {
        while (await records.MoveNextAsync())
        {
            StoredRecord record = records.Current;
            Note(record);
            if (record.Kind == RecordKind.ClientBytes)
            {
                await WaitAsync(live, cancellationToken);
                TransferState transfer = live.State.Transfers >= _recordedSink.Transfers ? TransferState.Asked : TransferState.NotAsked;
                if (!await live.SendAsync(record.Header, _protocol.Outgoing(record.Bytes, transfer), cancellationToken))
                    return;
            }
            reader.Read(record.Header, record.Bytes.Span);
            foreach (Answer answer in _recordedSink.Take())
                await InTimeAsync(_recorded.Writer.WriteAsync(answer, cancellationToken).AsTask(), cancellationToken);
        }
        await WaitAsync(live, cancellationToken);
    }

    /// <summary>Waits until the sandbox has said what the recorded server had said by now.</summary>
    private async Task WaitAsync(LiveSession live, CancellationToken cancellationToken)
    {
        while (!live.IsOver)
        {
            Task progress = live.NextProgress();
            (long turns, long transfers) = live.State;
            // Nobody will send what the recorded server did not ask for.
            if (transfers > _recordedSink.Transfers + _endedTransfers)
            {
                _endedTransfers++;
                byte[] end = _protocol.EndTransfer();
                await live.SendAsync(default, new OutgoingBytes(end, end), cancellationToken);
            }
            bool hasTransfer = transfers >= _recordedSink.Transfers || turns > _recordedSink.Turns;
            if (turns >= _recordedSink.Turns && hasTransfer)
                return;
            await InTimeAsync(progress, cancellationToken);
        }
    }

    private async Task InTimeAsync(Task task, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(_patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new SandboxException($"the sandbox did not answer for {_patience.TotalSeconds:0} seconds");
        }
    }

    private void Note(StoredRecord record)
    {
        if (record.Kind == RecordKind.Verdict && RecordPayload.ReadVerdict(record.Bytes.Span) is { Outcome: VerdictOutcome.Deny } verdict)
            _protocol.Refused(verdict.Offset);
    }

    private Unsent RefusalOf(StatementEnd end) =>
        _protocol.RefusalOf(end.Offset.Message) is var refusal and not Unsent.None ? refusal : _protocol.RefusalOf(end.Offset.Text);
}
