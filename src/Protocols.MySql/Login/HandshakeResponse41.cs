using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Login;

/// <summary>
/// The client's login (protocols reference 2.B). Its form follows the capabilities that are claimed AND offered: drivers
/// set bits that nobody offered them and leave their fields out. A changed copy is made by <c>with</c> and
/// <see cref="Write"/>, which leaves out the fields whose bits are gone.
/// </summary>
public readonly ref struct HandshakeResponse41
{
    /// <summary>Connection attributes beyond this are no longer names and versions.</summary>
    public const int MaxAttributesLength = 65536;

    public HandshakeResponse41()
    {
    }

    /// <summary>Everything that the client set, offered or not.</summary>
    public CapabilityFlags ClaimedCapabilities { get; private init; }

    /// <summary>Claimed and offered.</summary>
    public CapabilityFlags Capabilities { get; init; }

    public uint MaxPacketSize { get; init; }

    /// <summary>The low byte of a collation id.</summary>
    public byte CharacterSet { get; init; }

    public ReadOnlySpan<byte> Filler { get; private init; }

    public ReadOnlySpan<byte> User { get; init; }

    /// <summary>The proof of the password.</summary>
    public ReadOnlySpan<byte> AuthResponse { get; init; }

    /// <summary>Where it is in the payload that was read, so that a recorder can zero it.</summary>
    public Range AuthResponseAt { get; private init; }

    /// <summary>Empty without ConnectWithDb, too.</summary>
    public ReadOnlySpan<byte> Database { get; init; }

    public ReadOnlySpan<byte> AuthPluginName { get; init; }

    public ConnectionAttributes Attributes { get; init; }

    /// <summary>Only with ZstdCompressionAlgorithm.</summary>
    public byte ZstdLevel { get; init; }

    /// <param name="payload">The whole payload of the packet.</param>
    /// <param name="offered">The capabilities in the greeting that this client got.</param>
    /// <param name="security">A full response that asks for TLS in the clear is refused: the server would wait for TLS.</param>
    /// <exception cref="MySqlProtocolException">The payload is not exactly one response of protocol 4.1.</exception>
    public static HandshakeResponse41 Read(ReadOnlySpan<byte> payload, CapabilityFlags offered, TransportSecurity security)
    {
        var reader = new PayloadReader(payload);
        // HandshakeResponse320 is shorter and begins with the same two bytes.
        if (payload.Length >= 2 && (payload[1] & ((int)CapabilityFlags.Protocol41 >> 8)) == 0)
            throw Refused("the client is older than protocol 4.1");
        SslRequest prefix = SslRequest.ReadPrefix(ref reader, out ReadOnlySpan<byte> filler);
        CapabilityFlags capabilities = prefix.Capabilities & offered;
        if (!capabilities.Has(CapabilityFlags.Protocol41 | CapabilityFlags.SecureConnection))
            throw Refused("the client does not use secure authentication");
        if (security == TransportSecurity.Clear && capabilities.Has(CapabilityFlags.Ssl))
            throw Refused("a login that asks for TLS came without it");
        ReadOnlySpan<byte> user = reader.ReadNulString();
        ReadOnlySpan<byte> authResponse = ReadAuthResponse(ref reader, capabilities);
        Range authResponseAt = (reader.Position - authResponse.Length)..reader.Position;
        ReadOnlySpan<byte> database = capabilities.Has(CapabilityFlags.ConnectWithDb) ? reader.ReadNulString() : default;
        ReadOnlySpan<byte> plugin = capabilities.Has(CapabilityFlags.PluginAuth) ? reader.ReadNulString() : default;
        ConnectionAttributes attributes =
            capabilities.Has(CapabilityFlags.ConnectAttrs) ? ConnectionAttributes.Read(reader.ReadLengthEncodedString()) : default;
        byte zstdLevel = capabilities.Has(CapabilityFlags.ZstdCompressionAlgorithm) ? reader.ReadByte() : (byte)0;
        reader.End();
        return new HandshakeResponse41
        {
            ClaimedCapabilities = prefix.Capabilities,
            Capabilities = capabilities,
            MaxPacketSize = prefix.MaxPacketSize,
            CharacterSet = prefix.CharacterSet,
            Filler = filler,
            User = user,
            AuthResponse = authResponse,
            AuthResponseAt = authResponseAt,
            Database = database,
            AuthPluginName = plugin,
            Attributes = attributes,
            ZstdLevel = zstdLevel,
        };
    }

    /// <summary>The payload; valid until the writer's next one.</summary>
    /// <exception cref="MySqlProtocolException">The proof of the password is too long for the form without lengths.</exception>
    public ReadOnlySpan<byte> Write(PayloadWriter writer)
    {
        new SslRequest(Capabilities, MaxPacketSize, CharacterSet).WritePrefix(writer.Begin(), Filler);
        writer.NulString(User);
        if (Capabilities.Has(CapabilityFlags.PluginAuthLenencClientData))
            writer.LengthEncodedString(AuthResponse);
        else if (AuthResponse.Length <= byte.MaxValue)
            writer.Byte((byte)AuthResponse.Length).Bytes(AuthResponse);
        else
            throw Refused("the authentication response is longer than the server can read");
        if (Capabilities.Has(CapabilityFlags.ConnectWithDb))
            writer.NulString(Database);
        if (Capabilities.Has(CapabilityFlags.PluginAuth))
            writer.NulString(AuthPluginName);
        if (Capabilities.Has(CapabilityFlags.ConnectAttrs))
            writer.LengthEncodedString(Attributes.Bytes);
        if (Capabilities.Has(CapabilityFlags.ZstdCompressionAlgorithm))
            writer.Byte(ZstdLevel);
        return writer.End();
    }

    private static ReadOnlySpan<byte> ReadAuthResponse(scoped ref PayloadReader reader, CapabilityFlags capabilities) =>
        capabilities.Has(CapabilityFlags.PluginAuthLenencClientData)
            ? reader.ReadLengthEncodedString()
            : reader.ReadBytes(reader.ReadByte());

    // ER_HANDSHAKE_ERROR, what the servers say to the same packets
    private static MySqlProtocolException Refused(string message) => new(message, 1043, "08S01");
}
