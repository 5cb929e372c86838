namespace WireProxy.Replay.Driver;

/// <summary>Compares what a driver sends with what the recorded client sent, byte for byte.</summary>
internal sealed class ClientComparison(IAsyncEnumerator<ReadOnlyMemory<byte>> recorded, IClientMessages protocol) : IAsyncDisposable
{
    private const int DescribedBytes = 300;

    private readonly Lock _gate = new();
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
                return protocol.IsFarewell(sent.Span) ? null : $"the recording is over, the driver sent {protocol.Describe(sent.Span)}";
            int same = _expected.Span.CommonPrefixLength(sent.Span);
            Match(sent.Span[..same]);
            if (same < Math.Min(_expected.Length, sent.Length))
                return Difference(_expected.Span[same..], sent.Span[same..]);
            _expected = _expected[same..];
            sent = sent[same..];
        }
        return null;
    }

    /// <summary>The driver closed. It may leave without the goodbye that the recorded client sent, and no earlier.</summary>
    public async ValueTask<string?> CloseAsync()
    {
        bool isOver = _expected.IsEmpty && !await NextAsync();
        if (!isOver && (_begun.Count > 0 || !protocol.IsFarewell(_expected.Span)))
            return $"message {_messages + 1}: recorded {protocol.Describe([.. _begun, .. _expected.Span])}, the driver closed";
        Advance(_expected.Length);
        return null;
    }

    /// <summary>The bytes that tell the driver how it differs.</summary>
    public byte[] Farewell(string difference) => protocol.Farewell(difference);

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
        // Only what is recorded gets here, and a recording ends where its client broke the protocol.
        _messages += protocol.Take(same);
        // What has begun and not ended, to say what it is if the next byte differs.
        int begun = (int)Math.Min(protocol.Begun, same.Length);
        if (begun < same.Length || protocol.Begun == 0)
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
        $"message {_messages + 1}: recorded {protocol.Describe([.. _begun, .. expected])}, the driver sent {protocol.Describe([.. _begun, .. sent])}";
}
