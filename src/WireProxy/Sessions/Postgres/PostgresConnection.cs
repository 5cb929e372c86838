using System.Net.Sockets;
using System.Security.Authentication;
using WireProxy.Protocols.Postgres;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Sessions.Postgres.Login;
using WireProxy.Transport;

namespace WireProxy.Sessions.Postgres;

/// <summary>One accepted connection, from its first byte to its last: a cancel request, or a login and a session.</summary>
internal sealed class PostgresConnection(WireConnection client, PostgresEndpoint endpoint, PostgresServices services)
{
    private readonly string _address = client.RemoteAddress;

    /// <summary>Never throws: whatever goes wrong ends this connection and no other.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await using WireConnection owned = client;
        try
        {
            using var login = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            login.CancelAfter(services.Limits.LoginTimeout);
            if (await new ClientGreeting(client, endpoint).ReadAsync(login.Token) is { } startup)
                await GoOnAsync(startup, login.Token);
        }
        catch (LoginException refused)
        {
            Refused(refused.Message);
            await client.BidFarewellAsync(refused.Farewell);
        }
        catch (OperationCanceledException)
        {
            Refused("the login took longer than Limits:LoginTimeout");
        }
        catch (Exception failure) when (IsPeersDoing(failure))
        {
            Refused(failure.Message);
        }
        catch (Exception fault)
        {
            Log.ConnectionFaulted(services.Logger, fault, _address);
        }
    }

    private async Task GoOnAsync(ClientStartup startup, CancellationToken loginTimeout)
    {
        if (startup.Header.Request == StartupRequest.Cancel)
        {
            await new CancelForwarder(services.Cancels).ForwardAsync(startup, loginTimeout);
            return;
        }
        StartupParameters parameters = ReadParameters(startup);
        using SessionRegistry.SessionPlace? place = services.Sessions.TryEnter();
        if (place is null)
            throw new LoginException(SessionEndReason.LoginRefused, "53300", "sorry, too many clients already: Limits:MaxSessions is reached");
        await new PostgresSessionRunner(client, endpoint, services).RunAsync(startup, parameters, place, loginTimeout);
    }

    private static StartupParameters ReadParameters(ClientStartup startup)
    {
        ProtocolVersion version = startup.Header.Version;
        if (version.Major != 3)
            throw new LoginException(
                SessionEndReason.LoginRefused, "0A000",
                $"unsupported frontend protocol {version}: server supports 3.0 to 3.2");
        try
        {
            StartupParameters parameters = StartupParameters.Parse(startup.Body);
            return StartupParameterRule.FindFault(parameters) is { } fault
                ? throw new LoginException(SessionEndReason.LoginRefused, "28000", fault)
                : parameters;
        }
        catch (PostgresProtocolException violation)
        {
            throw LoginException.From(violation, SessionEndReason.ClientProtocolViolation);
        }
    }

    private void Refused(string why)
    {
        services.Metrics.LoginRefused();
        Log.LoginRefused(services.Logger, _address, endpoint.Name, why);
    }

    private static bool IsPeersDoing(Exception failure) =>
        failure is IOException or SocketException or AuthenticationException or PostgresProtocolException or ObjectDisposedException;
}
