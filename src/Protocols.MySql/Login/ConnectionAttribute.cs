using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Login;

/// <summary>One name and its value.</summary>
public readonly ref struct ConnectionAttribute
{
    private ConnectionAttribute(scoped ref PayloadReader reader)
    {
        Name = reader.ReadLengthEncodedString();
        Value = reader.ReadLengthEncodedString();
    }

    public ReadOnlySpan<byte> Name { get; }

    public ReadOnlySpan<byte> Value { get; }

    internal static ConnectionAttribute Read(scoped ref PayloadReader reader) => new(ref reader);
}
