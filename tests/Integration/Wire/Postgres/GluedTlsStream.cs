namespace WireProxy.Integration.Wire.Postgres;

/// <summary>
/// Sends SSLRequest in one segment with the first bytes of TLS, and drops the server's one-byte answer: the optimistic
/// start that newer clients may use.
/// </summary>
internal sealed class GluedTlsStream(Stream inner) : Stream
{
    private bool _requested;
    private bool _answered;

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
            var answer = new byte[1];
            if (await inner.ReadAsync(answer, cancellationToken) == 0)
                return 0;
            Assert.Equal((byte)'S', answer[0]);
            _answered = true;
        }
        return await inner.ReadAsync(buffer, cancellationToken);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        byte[] bytes = _requested ? buffer.ToArray() : [.. Frontend.SslRequest, .. buffer.Span];
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
