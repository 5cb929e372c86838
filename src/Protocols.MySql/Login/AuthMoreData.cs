using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Login;

/// <summary>Data of the authentication method in use.</summary>
public readonly ref struct AuthMoreData
{
    private const byte FastAuthSuccess = 0x03;
    private const byte FullAuthentication = 0x04;

    private AuthMoreData(ReadOnlySpan<byte> data) => Data = data;

    public ReadOnlySpan<byte> Data { get; }

    /// <summary>caching_sha2_password: the scramble sufficed, OK follows.</summary>
    public bool IsFastAuthSuccess => Data is [FastAuthSuccess];

    /// <summary>caching_sha2_password: the server wants the password itself.</summary>
    public bool IsFullAuthentication => Data is [FullAuthentication];

    /// <exception cref="MySqlProtocolException">The payload is of another kind.</exception>
    public static AuthMoreData Read(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        reader.Expect((byte)AuthReplyKind.MoreData);
        return new AuthMoreData(reader.ReadRest());
    }
}
