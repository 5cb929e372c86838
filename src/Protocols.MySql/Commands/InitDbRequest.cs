using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Commands;

/// <summary>COM_INIT_DB.</summary>
public readonly ref struct InitDbRequest
{
    private InitDbRequest(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        reader.Expect((byte)CommandCode.InitDb);
        Database = reader.ReadRest();
    }

    /// <summary>In the session's client character set.</summary>
    public ReadOnlySpan<byte> Database { get; }

    /// <exception cref="MySqlProtocolException">The payload is no such command.</exception>
    public static InitDbRequest Read(ReadOnlySpan<byte> payload) => new(payload);
}
