using WireProxy.Protocols.Postgres.Framing;

namespace WireProxy.Protocols.Postgres.Messages;

/// <summary>The beginning of a Bind: which portal it makes, and of which statement.</summary>
public readonly ref struct BindNames
{
    private BindNames(scoped ref PayloadReader reader)
    {
        int length = reader.Remaining;
        Portal = reader.ReadCString();
        Statement = reader.ReadCString();
        Length = length - reader.Remaining;
    }

    public ReadOnlySpan<byte> Portal { get; }

    public ReadOnlySpan<byte> Statement { get; }

    /// <summary>The bytes of both, with what ends them.</summary>
    public int Length { get; }

    /// <summary>Reads the body of a Bind, of which the beginning suffices.</summary>
    /// <exception cref="PostgresProtocolException">The names do not end in it.</exception>
    public static BindNames Read(ReadOnlySpan<byte> body)
    {
        var reader = new PayloadReader(body);
        return Read(ref reader);
    }

    internal static BindNames Read(scoped ref PayloadReader reader) => new(ref reader);
}
