using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Commands;

/// <summary>MariaDB's COM_STMT_BULK_EXECUTE up to the types and rows of parameters.</summary>
public readonly ref struct BulkExecuteRequest
{
    /// <summary>Command, statement and flags.</summary>
    public const int HeaderSize = 7;

    private BulkExecuteRequest(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        reader.Expect((byte)CommandCode.StmtBulkExecute);
        StatementId = reader.ReadUInt32();
        Flags = (BulkExecuteFlags)reader.ReadUInt16();
        Parameters = reader.ReadRest();
    }

    /// <summary><see cref="ExecuteRequest.LastPrepared"/> counts here, too.</summary>
    public uint StatementId { get; }

    public BulkExecuteFlags Flags { get; }

    /// <summary>(Int16 type)* if the flags say so, then rows of (Int8 indicator, value).</summary>
    public ReadOnlySpan<byte> Parameters { get; }

    /// <exception cref="MySqlProtocolException">The payload is no such command.</exception>
    public static BulkExecuteRequest Read(ReadOnlySpan<byte> payload) => new(payload);
}
