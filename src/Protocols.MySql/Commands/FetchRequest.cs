using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Commands;

/// <summary>COM_STMT_FETCH.</summary>
/// <param name="StatementId">The statement whose cursor is open.</param>
/// <param name="RowCount">The most rows to be sent.</param>
public readonly record struct FetchRequest(uint StatementId, uint RowCount)
{
    /// <exception cref="MySqlProtocolException">The payload is not exactly one such command.</exception>
    public static FetchRequest Read(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        reader.Expect((byte)CommandCode.StmtFetch);
        var request = new FetchRequest(reader.ReadUInt32(), reader.ReadUInt32());
        reader.End();
        return request;
    }
}
