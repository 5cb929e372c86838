namespace WireProxy.Protocols.MySql.Login;

/// <summary>What a server can send between the client's response and the end of the login; the numbers are the first bytes.</summary>
public enum AuthReplyKind : byte
{
    Ok = 0x00,

    /// <summary>Data of the method in use, see <see cref="AuthMoreData"/>.</summary>
    MoreData = 0x01,

    /// <summary>The next factor of a multi-factor login.</summary>
    NextFactor = 0x02,

    /// <summary>Another method, see <see cref="AuthSwitchRequest"/>.</summary>
    SwitchRequest = 0xFE,
    Err = 0xFF,
}
