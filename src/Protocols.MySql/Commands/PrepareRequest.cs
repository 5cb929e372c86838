using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Commands;

/// <summary>COM_STMT_PREPARE. It never has query attributes.</summary>
public readonly ref struct PrepareRequest
{
    private PrepareRequest(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        reader.Expect((byte)CommandCode.StmtPrepare);
        Sql = reader.ReadRest();
    }

    /// <summary>One statement in the session's client character set.</summary>
    public ReadOnlySpan<byte> Sql { get; }

    /// <exception cref="MySqlProtocolException">The payload is no such command.</exception>
    public static PrepareRequest Read(ReadOnlySpan<byte> payload) => new(payload);
}
