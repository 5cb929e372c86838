using System.Net.Sockets;
using System.Security.Authentication;
using WireProxy.Protocols.MySql;
using WireProxy.Protocols.Postgres;
using WireProxy.Transport;

namespace WireProxy.Sessions;

/// <summary>One accepted connection, from its first byte to its last.</summary>
internal sealed class AcceptedConnection(WireConnection client, SessionEndpoint endpoint, SessionServices services, IProtocolConnection protocol)
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
            await protocol.RunAsync(login.Token);
        }
        catch (LoginException refused)
        {
            Refused(refused.Message);
            await client.BidFarewellAsync(protocol.Farewell(refused.Reason, refused.Error));
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

    private void Refused(string why)
    {
        services.Metrics.LoginRefused();
        Log.LoginRefused(services.Logger, _address, endpoint.Name, why);
    }

    private static bool IsPeersDoing(Exception failure) => failure is IOException or SocketException or AuthenticationException
        or PostgresProtocolException or MySqlProtocolException or ObjectDisposedException;
}
