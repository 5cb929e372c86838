using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;

namespace WireProxy.Protocols.MySql.Commands;

/// <summary>
/// COM_QUERY. With QueryAttributes the statement comes behind parameters, and a wrong length among them would shift what
/// is read as SQL: they are read as strictly as the server could (protocols reference 2.A).
/// </summary>
public readonly ref struct QueryRequest
{
    private QueryRequest(ReadOnlySpan<byte> payload, CapabilityFlags capabilities)
    {
        var reader = new PayloadReader(payload);
        reader.Expect((byte)CommandCode.Query);
        if (capabilities.Has(CapabilityFlags.QueryAttributes))
            Attributes = QueryAttributes.Read(ref reader);
        Sql = reader.ReadRest();
    }

    /// <summary>None without QueryAttributes.</summary>
    public QueryAttributes Attributes { get; }

    /// <summary>One statement, or several with MultiStatements, in the session's client character set.</summary>
    public ReadOnlySpan<byte> Sql { get; }

    /// <exception cref="MySqlProtocolException">The payload is no such command.</exception>
    public static QueryRequest Read(ReadOnlySpan<byte> payload, CapabilityFlags capabilities) => new(payload, capabilities);
}
