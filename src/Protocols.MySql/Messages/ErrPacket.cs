using System.Text;
using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Messages;

/// <summary>
/// A command failed. Before the client's response the server leaves the SQLSTATE out (protocols reference 2.A). A changed
/// copy is made by <c>with</c> and <see cref="Write(PayloadWriter)"/>.
/// </summary>
public readonly ref struct ErrPacket
{
    public const byte Header = 0xFF;

    /// <summary>Longer texts are cut: clients keep them in buffers of 512 bytes.</summary>
    public const int MaxMessageLength = 511;

    private const byte StateMarker = (byte)'#';
    private const int StateLength = 5;

    public ushort Code { get; init; }

    /// <summary>Five characters, or none.</summary>
    public ReadOnlySpan<byte> SqlState { get; init; }

    public ReadOnlySpan<byte> Message { get; init; }

    /// <exception cref="MySqlProtocolException">The payload is no ERR packet, or a progress report.</exception>
    public static ErrPacket Read(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        reader.Expect(Header);
        ushort code = reader.ReadUInt16();
        if (code == ProgressReport.Code)
            throw new MySqlProtocolException("a progress report is no error");
        ReadOnlySpan<byte> state = default;
        if (reader.Remaining > 0 && reader.Rest[0] == StateMarker)
        {
            reader.ReadByte();
            state = reader.ReadBytes(StateLength);
        }
        ReadOnlySpan<byte> message = reader.ReadRest();
        return new ErrPacket { Code = code, SqlState = state, Message = message };
    }

    /// <summary>The payload; valid until the writer's next one.</summary>
    public ReadOnlySpan<byte> Write(PayloadWriter writer)
    {
        writer.Begin().Byte(Header).UInt16(Code);
        if (SqlState.Length == StateLength)
            writer.Byte(StateMarker).Bytes(SqlState);
        else if (!SqlState.IsEmpty)
            throw new InvalidOperationException("a SQLSTATE has five characters");
        return writer.Bytes(Cut(Message)).End();
    }

    /// <summary>An error that the proxy raises itself; valid until the writer's next payload.</summary>
    public static ReadOnlySpan<byte> Write(PayloadWriter writer, ushort code, string sqlState, string message) => new ErrPacket
    {
        Code = code,
        SqlState = Encoding.ASCII.GetBytes(sqlState),
        Message = Encoding.UTF8.GetBytes(message),
    }.Write(writer);

    /// <summary>Never cuts inside a character of UTF-8.</summary>
    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> message)
    {
        if (message.Length <= MaxMessageLength)
            return message;
        int end = MaxMessageLength;
        while (end > MaxMessageLength - 4 && (message[end] & 0xC0) == 0x80)
            end--;
        return message[..end];
    }
}
