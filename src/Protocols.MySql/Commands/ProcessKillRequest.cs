using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Commands;

/// <summary>COM_PROCESS_KILL: ends another connection.</summary>
/// <param name="ThreadId">Its thread id, as its client knows it.</param>
public readonly record struct ProcessKillRequest(uint ThreadId)
{
    /// <exception cref="MySqlProtocolException">The payload is not exactly one such command.</exception>
    public static ProcessKillRequest Read(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        reader.Expect((byte)CommandCode.ProcessKill);
        var request = new ProcessKillRequest(reader.ReadUInt32());
        reader.End();
        return request;
    }
}
