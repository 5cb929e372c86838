using WireProxy.Protocols.Postgres.Framing;

namespace WireProxy.Protocols.Postgres.Messages;

/// <summary>
/// The name/value pairs of a StartupMessage. A repeated name is legal and its last value wins in the server, so it
/// wins here: what is judged is what runs.
/// </summary>
public sealed class StartupParameters
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads <c>(name NUL value NUL)* NUL</c>.</summary>
    /// <exception cref="PostgresProtocolException">The terminator is missing or not the last byte.</exception>
    public static StartupParameters Parse(ReadOnlySpan<byte> body)
    {
        var reader = new PayloadReader(body);
        var parameters = new StartupParameters();
        while (reader.Remaining > 1)
        {
            string name = reader.ReadString();
            if (name.Length == 0)
                throw Malformed();
            parameters._values[name] = reader.ReadString();
        }
        if (reader.Remaining != 1 || reader.ReadByte() != 0)
            throw Malformed();
        return parameters;
    }

    public string? User => _values.GetValueOrDefault("user") is { Length: > 0 } user ? user : null;

    /// <summary>The database asked for; the server defaults it to the user name.</summary>
    public string? Database => _values.GetValueOrDefault("database") is { Length: > 0 } database ? database : User;

    public string? ApplicationName => _values.GetValueOrDefault("application_name");

    /// <summary>Every pair, the last value of each name.</summary>
    public IReadOnlyDictionary<string, string> All => _values;

    private static PostgresProtocolException Malformed() =>
        new("invalid startup packet layout: expected terminator as last byte");
}
