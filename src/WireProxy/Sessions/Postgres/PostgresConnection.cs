using WireProxy.Protocols.Postgres;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Sessions.Postgres.Login;
using WireProxy.Transport;

namespace WireProxy.Sessions.Postgres;

/// <summary>One accepted connection: a cancel request, or a login and a session.</summary>
internal sealed class PostgresConnection(WireConnection client, SessionEndpoint endpoint, PostgresServices services) : IProtocolConnection
{
    /// <summary>The protocol's name in recordings and output.</summary>
    public const string ProtocolName = "postgres";

    /// <summary>The protocol's ALPN name (PostgreSQL 17 and later).</summary>
    public const string ApplicationProtocol = "postgresql";

    public byte[] Farewell(SessionEndReason reason, SessionError error) => PostgresFarewell.Of(reason, error);

    public async Task RunAsync(CancellationToken loginTimeout)
    {
        if (await new ClientGreeting(client, endpoint).ReadAsync(loginTimeout) is not { } startup)
            return;
        if (startup.Header.Request == StartupRequest.Cancel)
        {
            await new CancelForwarder(services.Cancels).ForwardAsync(startup, loginTimeout);
            return;
        }
        StartupParameters parameters = ReadParameters(startup);
        using SessionRegistry.SessionPlace? place = services.Shared.Sessions.TryEnter();
        if (place is null)
            throw new LoginException(
                SessionEndReason.LoginRefused,
                new SessionError("sorry, too many clients already: Limits:MaxSessions is reached") { SqlState = "53300" });
        var recorded = new RecordedSession(client, endpoint, services.Shared, ProtocolName, this);
        var runner = new PostgresSessionRunner(client, endpoint, services, recorded);
        await recorded.RunAsync(
            parameters.User!, parameters.Database!, recorder => runner.RunAsync(startup, parameters, recorder, place, loginTimeout));
    }

    private static StartupParameters ReadParameters(ClientStartup startup)
    {
        ProtocolVersion version = startup.Header.Version;
        if (version.Major != 3)
            throw new LoginException(
                SessionEndReason.LoginRefused,
                new SessionError($"unsupported frontend protocol {version}: server supports 3.0 to 3.2") { SqlState = "0A000" });
        try
        {
            StartupParameters parameters = StartupParameters.Parse(startup.Body);
            return StartupParameterRule.FindFault(parameters) is { } fault
                ? throw new LoginException(SessionEndReason.LoginRefused, new SessionError(fault))
                : parameters;
        }
        catch (PostgresProtocolException violation)
        {
            throw new LoginException(
                SessionEndReason.ClientProtocolViolation, new SessionError(violation.Message) { SqlState = violation.SqlState });
        }
    }
}
