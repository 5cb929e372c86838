using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Login;

/// <summary>The server asks for another authentication method; AuthNextFactor has the same fields.</summary>
public readonly ref struct AuthSwitchRequest
{
    public AuthSwitchRequest()
    {
    }

    public AuthReplyKind Kind { get; init; } = AuthReplyKind.SwitchRequest;

    public ReadOnlySpan<byte> PluginName { get; init; }

    /// <summary>As a rule 20 bytes of scramble and a NUL; 32 bytes for MariaDB's ed25519 and PARSEC.</summary>
    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>Where the data is in the payload that was read, so that a recorder can zero it.</summary>
    public Range DataAt { get; private init; }

    /// <exception cref="MySqlProtocolException">The payload is neither of the two.</exception>
    public static AuthSwitchRequest Read(ReadOnlySpan<byte> payload)
    {
        AuthReplyKind kind = AuthReply.KindOf(payload);
        if (kind is not (AuthReplyKind.SwitchRequest or AuthReplyKind.NextFactor))
            throw new MySqlProtocolException("no authentication switch request");
        var reader = new PayloadReader(payload[1..]);
        ReadOnlySpan<byte> plugin = reader.ReadNulString();
        ReadOnlySpan<byte> data = reader.ReadRest();
        return new AuthSwitchRequest
        {
            Kind = kind,
            PluginName = plugin,
            Data = data,
            DataAt = (payload.Length - data.Length)..payload.Length,
        };
    }

    /// <summary>The payload; valid until the writer's next one.</summary>
    public ReadOnlySpan<byte> Write(PayloadWriter writer) =>
        writer.Begin().Byte((byte)Kind).NulString(PluginName).Bytes(Data).End();
}
