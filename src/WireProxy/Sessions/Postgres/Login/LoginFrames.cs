using System.Buffers;
using System.IO.Pipelines;
using WireProxy.Protocols.Postgres;
using WireProxy.Protocols.Postgres.Framing;

namespace WireProxy.Sessions.Postgres.Login;

/// <summary>Reads single frames while the two sides still take turns.</summary>
internal static class LoginFrames
{
    // The server's own limit for authentication messages; its ParameterStatus and errors are far below.
    private const int MaxLength = 65_535;

    /// <summary>The next frame, header included; null when the peer has closed.</summary>
    /// <exception cref="PostgresProtocolException">The frame is too long, or the peer closed inside it.</exception>
    public static async Task<byte[]?> ReadAsync(PipeReader input, CancellationToken cancellationToken)
    {
        ReadResult read = await input.ReadAtLeastAsync(FrameHeader.Size, cancellationToken);
        if (read.Buffer.IsEmpty)
            return null;
        if (!FrameHeader.TryRead(read.Buffer, out FrameHeader header))
            throw new PostgresProtocolException("connection closed inside a message");
        if (header.TotalLength > MaxLength)
            throw new PostgresProtocolException($"message of {header.TotalLength} bytes during login");
        input.AdvanceTo(read.Buffer.Start);

        read = await input.ReadAtLeastAsync((int)header.TotalLength, cancellationToken);
        if (read.Buffer.Length < header.TotalLength)
            throw new PostgresProtocolException("connection closed inside a message");
        ReadOnlySequence<byte> frame = read.Buffer.Slice(0, header.TotalLength);
        byte[] copy = frame.ToArray();
        input.AdvanceTo(frame.End);
        return copy;
    }
}
