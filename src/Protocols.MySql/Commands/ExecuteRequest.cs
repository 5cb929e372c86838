using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Commands;

/// <summary>COM_STMT_EXECUTE up to the parameters, whose number only the prepared statement tells.</summary>
public readonly ref struct ExecuteRequest
{
    /// <summary>MariaDB: in place of an id, the statement prepared last (protocols reference 2.A).</summary>
    public const uint LastPrepared = 0xFFFF_FFFF;

    /// <summary>Command, statement, flags and iterations.</summary>
    public const int HeaderSize = 10;

    private ExecuteRequest(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        reader.Expect((byte)CommandCode.StmtExecute);
        StatementId = reader.ReadUInt32();
        Flags = (ExecuteFlags)reader.ReadByte();
        uint iterations = reader.ReadUInt32();
        if (iterations != 1)
            throw new MySqlProtocolException($"a statement is executed once, not {iterations} times");
        Parameters = reader.ReadRest();
    }

    public uint StatementId { get; }

    public ExecuteFlags Flags { get; }

    /// <summary>Null bitmap, types and values; empty for a statement without parameters.</summary>
    public ReadOnlySpan<byte> Parameters { get; }

    /// <exception cref="MySqlProtocolException">The payload is no such command.</exception>
    public static ExecuteRequest Read(ReadOnlySpan<byte> payload) => new(payload);
}
