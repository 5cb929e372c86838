namespace WireProxy.Transport;

/// <summary>A stream that first yields bytes which were read from the inner one before it was known what they are.</summary>
internal sealed class PrefixedStream(byte[] prefix, Stream inner) : Stream
{
    private int _yielded;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException("a network stream has no length");

    public override long Position
    {
        get => throw new NotSupportedException("a network stream has no position");
        set => throw new NotSupportedException("a network stream has no position");
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int left = prefix.Length - _yielded;
        if (left == 0)
            return await inner.ReadAsync(buffer, cancellationToken);
        int count = Math.Min(left, buffer.Length);
        prefix.AsMemory(_yielded, count).CopyTo(buffer);
        _yielded += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("reads are asynchronous");

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("writes are asynchronous");

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) =>
        throw new NotSupportedException("a network stream has no position");

    public override void SetLength(long value) => throw new NotSupportedException("a network stream has no length");

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }
}
