namespace WireProxy.Protocols.MySql.Login;

/// <summary>Tells the server's packets of the login apart. The client's answers to them have no header.</summary>
public static class AuthReply
{
    /// <exception cref="MySqlProtocolException">No such packet, or the request for the password hash of servers before 4.1.</exception>
    public static AuthReplyKind KindOf(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty || payload[0] is not (0x00 or 0x01 or 0x02 or 0xFE or 0xFF))
            throw new MySqlProtocolException("unknown packet during authentication");
        if (payload is [(byte)AuthReplyKind.SwitchRequest])
            throw new MySqlProtocolException("the server asks for an authentication method older than 4.1");
        return (AuthReplyKind)payload[0];
    }
}
