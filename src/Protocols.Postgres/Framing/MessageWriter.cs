using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Protocols.Postgres.Framing;

/// <summary>
/// Builds messages, one at a time. A <c>Begin</c> and <see cref="End"/> enclose one; it is
/// built in a scratch buffer, so its length word is right before a byte of it can leave.
/// </summary>
public sealed class MessageWriter
{
    private readonly ArrayBufferWriter<byte> _message = new(256);
    private int _lengthAt;

    /// <summary>Starts a message of the start-up phase, which has no code byte.</summary>
    public MessageWriter BeginUntyped()
    {
        _message.ResetWrittenCount();
        _lengthAt = 0;
        return Int32(0);
    }

    public MessageWriter Begin(FrontendMessageCode code) => Begin((byte)code);

    public MessageWriter Begin(BackendMessageCode code) => Begin((byte)code);

    public MessageWriter Byte(byte value)
    {
        _message.GetSpan(1)[0] = value;
        _message.Advance(1);
        return this;
    }

    public MessageWriter Int16(int value)
    {
        BinaryPrimitives.WriteInt16BigEndian(_message.GetSpan(2), unchecked((short)value));
        _message.Advance(2);
        return this;
    }

    public MessageWriter Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_message.GetSpan(4), value);
        _message.Advance(4);
        return this;
    }

    public MessageWriter Bytes(ReadOnlySpan<byte> value)
    {
        _message.Write(value);
        return this;
    }

    public MessageWriter CString(ReadOnlySpan<byte> value) => Bytes(value).Byte(0);

    public MessageWriter CString(string value)
    {
        Encoding.UTF8.GetBytes(value, _message);
        return Byte(0);
    }

    /// <summary>Completes the message. The span is valid until the next message begins.</summary>
    public ReadOnlySpan<byte> End()
    {
        Span<byte> written = MemoryMarshal.AsMemory(_message.WrittenMemory).Span;
        BinaryPrimitives.WriteInt32BigEndian(written[_lengthAt..], written.Length - _lengthAt);
        return written;
    }

    private MessageWriter Begin(byte code)
    {
        _message.ResetWrittenCount();
        _lengthAt = 1;
        return Byte(code).Int32(0);
    }
}
