using System.Text;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Recording.Postgres;

namespace WireProxy.Replay;

/// <summary>Compares what a driver sends with what the recorded client sent, byte for byte.</summary>
internal sealed class ClientComparison(IAsyncEnumerator<ReadOnlyMemory<byte>> recorded) : IAsyncDisposable
{
    private const int DescribedBytes = 300;

    private readonly Lock _gate = new();
    private readonly FrameScanner _frames = new(captureLimit: 0);
    private readonly List<byte> _begun = [];
    private ReadOnlyMemory<byte> _expected;
    private TaskCompletionSource? _waiting;
    private long _awaited;
    private long _matched;
    private long _messages;

    /// <summary>Whole messages that were the same.</summary>
    public long Messages => _messages;

    /// <summary>Completes when this many bytes were the same.</summary>
    public Task WaitAsync(long bytes, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_matched >= bytes)
                return Task.CompletedTask;
            _awaited = bytes;
            _waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiting.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes what the driver sent; says how it differs, or null.</summary>
    public async ValueTask<string?> CompareAsync(ReadOnlyMemory<byte> sent)
    {
        while (!sent.IsEmpty)
        {
            if (_expected.IsEmpty && !await NextAsync())
                return IsTerminate(sent.Span) ? null : $"the recording is over, the driver sent {Describe(sent.Span)}";
            int same = _expected.Span.CommonPrefixLength(sent.Span);
            Match(sent.Span[..same]);
            if (same < Math.Min(_expected.Length, sent.Length))
                return Difference(_expected.Span[same..], sent.Span[same..]);
            _expected = _expected[same..];
            sent = sent[same..];
        }
        return null;
    }

    /// <summary>The driver closed. It may leave without the Terminate that the recorded client sent, and no earlier.</summary>
    public async ValueTask<string?> CloseAsync()
    {
        bool isOver = _expected.IsEmpty && !await NextAsync();
        if (!isOver && (_begun.Count > 0 || !IsTerminate(_expected.Span)))
            return $"message {_messages + 1}: recorded {Describe([.. _begun, .. _expected.Span])}, the driver closed";
        Advance(_expected.Length);
        return null;
    }

    public ValueTask DisposeAsync() => recorded.DisposeAsync();

    private async ValueTask<bool> NextAsync()
    {
        if (!await recorded.MoveNextAsync())
            return false;
        _expected = recorded.Current;
        return true;
    }

    private void Match(ReadOnlySpan<byte> same)
    {
        ReadOnlySpan<byte> rest = same;
        // Only what is recorded gets here, and a recording ends where its client broke the protocol.
        while (_frames.TryRead(ref rest, out _))
            _messages++;
        // What has begun and not ended, to say what it is if the next byte differs.
        int begun = (int)Math.Min(_frames.Offset - _frames.FrameStart, same.Length);
        if (begun < same.Length || _frames.FrameStart == _frames.Offset)
            _begun.Clear();
        if (_begun.Count < DescribedBytes)
            _begun.AddRange(same[^begun..]);
        Advance(same.Length);
    }

    private void Advance(int bytes)
    {
        lock (_gate)
        {
            _matched += bytes;
            if (_matched >= _awaited)
                _waiting?.TrySetResult();
        }
    }

    private string Difference(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> sent) =>
        $"message {_messages + 1}: recorded {Describe([.. _begun, .. expected])}, the driver sent {Describe([.. _begun, .. sent])}";

    private static bool IsTerminate(ReadOnlySpan<byte> bytes) => bytes.SequenceEqual((ReadOnlySpan<byte>)[(byte)'X', 0, 0, 0, 4]);

    private static string Describe(ReadOnlySpan<byte> message)
    {
        var code = (FrontendMessageCode)message[0];
        if (!Enum.IsDefined(code))
            return $"a message of unknown code 0x{message[0]:x2}";
        if (code is not (FrontendMessageCode.Query or FrontendMessageCode.Parse) || message.Length <= FrameHeader.Size)
            return code.ToString();
        ReadOnlySpan<byte> body = message[FrameHeader.Size..];
        if (code == FrontendMessageCode.Parse)
            body = body[(body.IndexOf((byte)0) + 1)..];
        int end = body.IndexOf((byte)0);
        body = end < 0 ? body : body[..end];
        return $"{code} '{Encoding.UTF8.GetString(body[..Math.Min(body.Length, DescribedBytes)])}'";
    }
}
