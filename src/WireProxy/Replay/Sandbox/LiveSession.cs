using System.IO.Pipelines;
using System.Threading.Channels;
using WireProxy.Audit.Records;
using WireProxy.Recording;
using WireProxy.Recording.Reading;
using WireProxy.Transport;

namespace WireProxy.Replay.Sandbox;

/// <summary>
/// The session with the sandbox: what is sent and received is read as if it were a recording, and its answers are handed on to
/// be compared.
/// </summary>
internal sealed class LiveSession
{
    private readonly WireConnection _server;
    private readonly ChannelWriter<Answer> _answers;
    private readonly AnswerSink _sink;
    private readonly SessionReader _reader;
    private readonly Lock _gate = new();
    private TaskCompletionSource _progress = NewProgress();
    private RecordHeader _now;

    public LiveSession(WireConnection server, string protocol, AnswerSink sink, ChannelWriter<Answer> answers)
    {
        _server = server;
        _answers = answers;
        _sink = sink;
        _reader = SessionReaders.Find(protocol, sink, ReadingOptions.Export)!;
    }

    /// <summary>Whether the sandbox has closed, or says what is not its protocol's.</summary>
    public bool IsOver { get; private set; }

    public string? Lost => _reader.Lost;

    /// <summary>Turns that the sandbox has ended, and transfers that it has asked for.</summary>
    public (long Turns, long Transfers) State
    {
        get
        {
            lock (_gate)
                return (_sink.Turns, _sink.Transfers);
        }
    }

    /// <summary>Reads a part of the recorded login as if it had been said here: this session's own has taken its place.</summary>
    public void Read(in RecordHeader header, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
            _reader.Read(header, bytes);
    }

    /// <summary>Sends; false when nobody is there to take it.</summary>
    public async Task<bool> SendAsync(RecordHeader header, OutgoingBytes bytes, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _now = header;
            _reader.Read(header with { Kind = RecordKind.ClientBytes }, bytes.Read);
        }
        try
        {
            await _server.Output.WriteAsync(bytes.Sent, cancellationToken).AsTask().WaitAsync(cancellationToken);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Receives until the sandbox closes.</summary>
    public async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                ReadResult read = await _server.Input.ReadAsync(cancellationToken);
                foreach (ReadOnlyMemory<byte> part in read.Buffer)
                    await TakeAsync(part, cancellationToken);
                _server.Input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    return;
            }
        }
        catch (IOException)
        {
            // Its end is what counts.
        }
        finally
        {
            IsOver = true;
            _answers.Complete();
            Progress();
        }
    }

    /// <summary>Completes when the state may have changed since it was taken.</summary>
    public Task NextProgress()
    {
        lock (_gate)
            return IsOver ? Task.CompletedTask : _progress.Task;
    }

    private async Task TakeAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        List<Answer> answers;
        lock (_gate)
        {
            _reader.Read(_now with { Kind = RecordKind.ServerBytes }, bytes.Span);
            answers = _sink.Take();
        }
        Progress();
        foreach (Answer answer in answers)
            await _answers.WriteAsync(answer, cancellationToken);
    }

    private void Progress()
    {
        TaskCompletionSource done;
        lock (_gate)
            (done, _progress) = (_progress, NewProgress());
        done.TrySetResult();
    }

    private static TaskCompletionSource NewProgress() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
