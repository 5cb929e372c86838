using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Commands;

/// <summary>COM_STMT_CLOSE, which gets no reply, and COM_STMT_RESET.</summary>
/// <param name="Command">Which of the two.</param>
/// <param name="StatementId">The statement.</param>
public readonly record struct StatementRequest(CommandCode Command, uint StatementId)
{
    /// <exception cref="MySqlProtocolException">The payload is not exactly one of them.</exception>
    public static StatementRequest Read(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        var command = (CommandCode)reader.ReadByte();
        if (command is not (CommandCode.StmtClose or CommandCode.StmtReset))
            throw new MySqlProtocolException($"0x{(byte)command:x2} neither closes nor resets a statement");
        var request = new StatementRequest(command, reader.ReadUInt32());
        reader.End();
        return request;
    }
}
