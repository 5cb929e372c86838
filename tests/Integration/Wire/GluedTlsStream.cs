namespace WireProxy.Integration.Wire;

/// <summary>
/// Sends the request for TLS in one segment with the first bytes of TLS, and drops the server's answer of one byte where
/// the protocol has one: the optimistic start.
/// </summary>
internal sealed class GluedTlsStream(Stream inner, byte[] request, byte? answer = null) : Stream
{
    private bool _requested;
    private bool _answered = answer is null;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new InvalidOperationException();

    public override long Position
    {
        get => throw new InvalidOperationException();
        set => throw new InvalidOperationException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_answered)
        {
            var one = new byte[1];
            if (await inner.ReadAsync(one, cancellationToken) == 0)
                return 0;
            Assert.Equal(answer, one[0]);
            _answered = true;
        }
        return await inner.ReadAsync(buffer, cancellationToken);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        byte[] bytes = _requested ? buffer.ToArray() : [.. request, .. buffer.Span];
        _requested = true;
        await inner.WriteAsync(bytes, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException();

    public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException();

    public override long Seek(long offset, SeekOrigin origin) => throw new InvalidOperationException();

    public override void SetLength(long value) => throw new InvalidOperationException();

    public override void Flush()
    {
    }
}
