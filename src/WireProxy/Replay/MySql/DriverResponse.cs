using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;

namespace WireProxy.Replay.MySql;

/// <summary>Authentication methods that a server ends differently.</summary>
internal enum AuthenticationMethod : byte
{
    /// <summary>OK comes at once.</summary>
    Any,

    /// <summary>OK comes behind another packet.</summary>
    CachingSha2,
}

/// <summary>What a driver answered to the greeting.</summary>
internal sealed class DriverResponse
{
    /// <param name="packet">With its header.</param>
    /// <param name="offered">What the greeting offered.</param>
    public DriverResponse(byte[] packet, CapabilityFlags offered)
    {
        Sequence = PacketHeader.Read(packet).Sequence;
        ReadOnlySpan<byte> payload = packet.AsSpan(PacketHeader.Size);
        if (SslRequest.Matches(payload))
        {
            Fault = "the driver insists on TLS, which a replay does not have";
            return;
        }
        try
        {
            HandshakeResponse41 response = HandshakeResponse41.Read(payload, offered, TransportSecurity.Clear);
            Capabilities = SharedCapabilities.Of(response);
            bool provesNothing = response.AuthResponse.IsEmpty;
            Method = !provesNothing && response.AuthPluginName.SequenceEqual("caching_sha2_password"u8)
                ? AuthenticationMethod.CachingSha2
                : AuthenticationMethod.Any;
        }
        catch (MySqlProtocolException violation)
        {
            Fault = violation.Message;
        }
    }

    public byte Sequence { get; }

    public CapabilityFlags Capabilities { get; }

    public AuthenticationMethod Method { get; }

    /// <summary>Why it is no login.</summary>
    public string? Fault { get; }
}
