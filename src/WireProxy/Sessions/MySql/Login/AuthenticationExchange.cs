using WireProxy.Protocols.MySql.Login;
using WireProxy.Transport;

namespace WireProxy.Sessions.MySql.Login;

/// <summary>
/// An authentication exchange that passes through, at the login or in COM_CHANGE_USER. The two sides take turns, so that
/// what a client sends is never taken for a command while the server reads it as an answer.
/// </summary>
/// <param name="client">Whether the client's link is in TLS.</param>
/// <param name="server">Whether the server's is.</param>
internal sealed class AuthenticationExchange(LinkSecurity client, LinkSecurity server)
{
    private const string CachingSha2 = "caching_sha2_password";

    private volatile Turn _turn;
    private string _method = "";

    public bool IsRunning => _turn != Turn.Nobody;

    public bool IsClientsTurn => _turn == Turn.Client;

    /// <summary>How much higher sequence ids are on the client's leg: TLS on one leg alone takes one packet more there.</summary>
    public byte Shift { get; private set; }

    /// <summary>The sequence id of the client's next packet.</summary>
    public byte NextFromClient { get; private set; }

    /// <summary>Who wants to log in.</summary>
    public LoginClaim Claim { get; private set; } = LoginClaim.Nobody;

    /// <summary>The client has asked; what it sent is on its way.</summary>
    /// <exception cref="LoginException">The method can not pass.</exception>
    public void Begin(LoginClaim claim, string method, byte shift)
    {
        Check(AuthenticationRule.FindFault(method, client, server));
        (Claim, _method, Shift) = (claim, method, shift);
        _turn = Turn.Server;
    }

    /// <summary>The client has answered.</summary>
    public void ClientSpoke() => _turn = Turn.Server;

    /// <summary>The server asks for another method.</summary>
    /// <exception cref="LoginException">The method can not pass.</exception>
    public void Switch(string method, byte sequence)
    {
        Check(AuthenticationRule.FindFault(method, client, server));
        _method = method;
        GiveTurn(sequence);
    }

    /// <summary>The server sent data of the method in use.</summary>
    /// <param name="payload">The whole payload.</param>
    /// <param name="sequence">Its sequence id as the client sees it.</param>
    /// <exception cref="LoginException">The exchange that it asks for can not pass.</exception>
    public void ServerSpoke(ReadOnlySpan<byte> payload, byte sequence)
    {
        if (_method == CachingSha2 && payload is [(byte)AuthReplyKind.MoreData, ..])
        {
            AuthMoreData data = AuthMoreData.Read(payload);
            // OK follows at once.
            if (data.IsFastAuthSuccess)
                return;
            if (data.IsFullAuthentication)
                Check(AuthenticationRule.FindFaultOfFullAuthentication(_method, client, server));
        }
        GiveTurn(sequence);
    }

    /// <summary>The server has decided.</summary>
    public void End()
    {
        Shift = 0;
        _turn = Turn.Nobody;
    }

    private void GiveTurn(byte sequence)
    {
        NextFromClient = (byte)(sequence + 1);
        _turn = Turn.Client;
    }

    private static void Check(SessionError? fault)
    {
        if (fault is not null)
            throw new LoginException(SessionEndReason.LoginRefused, fault);
    }

    private enum Turn : byte
    {
        Nobody,
        Client,
        Server,
    }
}
