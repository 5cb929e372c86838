using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Login;

/// <summary>COM_CHANGE_USER: a login on a session that is already open (protocols reference 2.B).</summary>
public readonly ref struct ChangeUserRequest
{
    private ChangeUserRequest(ReadOnlySpan<byte> payload, CapabilityFlags capabilities)
    {
        var reader = new PayloadReader(payload);
        reader.Expect((byte)CommandCode.ChangeUser);
        User = reader.ReadNulString();
        AuthResponse = reader.ReadBytes(reader.ReadByte());
        AuthResponseAt = (reader.Position - AuthResponse.Length)..reader.Position;
        Database = reader.ReadNulString();
        if (reader.Remaining == 0)
            return; // a client may stop here; the server keeps its defaults then
        CharacterSet = new CharacterSetId(reader.ReadUInt16());
        AuthPluginName = capabilities.Has(CapabilityFlags.PluginAuth) ? reader.ReadNulString() : default;
        if (capabilities.Has(CapabilityFlags.ConnectAttrs))
            Attributes = ConnectionAttributes.Read(reader.ReadLengthEncodedString());
        reader.End();
    }

    public ReadOnlySpan<byte> User { get; }

    /// <summary>The proof of the password.</summary>
    public ReadOnlySpan<byte> AuthResponse { get; }

    /// <summary>Where it is in the payload, so that a recorder can zero it.</summary>
    public Range AuthResponseAt { get; }

    public ReadOnlySpan<byte> Database { get; }

    /// <summary>Null when the client leaves it to the server.</summary>
    public CharacterSetId? CharacterSet { get; }

    public ReadOnlySpan<byte> AuthPluginName { get; }

    public ConnectionAttributes Attributes { get; }

    /// <exception cref="MySqlProtocolException">The payload is not exactly one such command.</exception>
    public static ChangeUserRequest Read(ReadOnlySpan<byte> payload, CapabilityFlags capabilities) =>
        new(payload, capabilities);
}
