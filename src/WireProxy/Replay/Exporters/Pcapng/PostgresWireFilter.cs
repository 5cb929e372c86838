using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Replay.Exporters.Pcapng;

/// <summary>
/// Leaves out requests for encryption and their answers. They are records of their own: the client waits for each answer.
/// </summary>
internal sealed class PostgresWireFilter : IWireFilter
{
    private int _unanswered;
    private bool _hasStarted;

    public ushort Port => 5432;

    public ReadOnlyMemory<byte> FromClient(ReadOnlyMemory<byte> bytes)
    {
        while (!_hasStarted && bytes.Length >= StartupPacket.HeaderSize)
        {
            if (StartupPacket.Read(bytes.Span).Request is not (StartupRequest.Tls or StartupRequest.GssEncryption))
                break;
            bytes = bytes[StartupPacket.HeaderSize..];
            _unanswered++;
        }
        _hasStarted |= !bytes.IsEmpty;
        return bytes;
    }

    public ReadOnlyMemory<byte> FromServer(ReadOnlyMemory<byte> bytes)
    {
        int answers = Math.Min(_unanswered, bytes.Length);
        _unanswered -= answers;
        return bytes[answers..];
    }
}
