using WireProxy.Audit.Records;
using WireProxy.Protocols.Postgres;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Recording;
using WireProxy.Transport;

namespace WireProxy.Sessions.Postgres.Login;

/// <summary>
/// Passes a client's own login through to the server, message by message, until the server is ready for queries
/// (protocols reference 1.B). Secrets are recorded as zeros of equal length.
/// </summary>
internal sealed class ServerLogin(WireConnection client, WireConnection server, ISessionRecorder recorder)
{
    private readonly MessageWriter _writer = new();

    /// <summary>Called with each ParameterStatus body.</summary>
    public required Action<byte[]> ParameterStatus { get; init; }

    /// <summary>Gives the key that the client gets instead of the server's.</summary>
    public required Func<CancelKey, CancelKey> ReplaceKey { get; init; }

    /// <summary>Relays the login. False when the server refused it or one side left.</summary>
    public async Task<bool> RelayAsync(byte[] startup, CancellationToken cancellationToken)
    {
        await server.Output.WriteAsync(startup, cancellationToken);
        var phase = LoginPhase.Authenticating;
        while (await LoginFrames.ReadAsync(server.Input, cancellationToken) is { } frame)
        {
            byte[] body = frame[FrameHeader.Size..];
            switch ((BackendMessageCode)frame[0])
            {
                case BackendMessageCode.Authentication when phase == LoginPhase.Authenticating:
                    phase = await AuthenticateAsync(frame, body, cancellationToken);
                    if (phase == LoginPhase.ClientLeft)
                        return false;
                    continue;
                case BackendMessageCode.BackendKeyData when phase == LoginPhase.Authenticated:
                    await SendKeyAsync(body, cancellationToken);
                    continue;
                case BackendMessageCode.ParameterStatus when phase == LoginPhase.Authenticated:
                    ParameterStatus(body);
                    break;
                case BackendMessageCode.ReadyForQuery when phase == LoginPhase.Authenticated:
                    await SendAsync(frame, frame, cancellationToken);
                    return true;
                case BackendMessageCode.ErrorResponse:
                    await SendAsync(frame, frame, cancellationToken);
                    return false;
                case BackendMessageCode.NegotiateProtocolVersion when phase == LoginPhase.Authenticating:
                case BackendMessageCode.NoticeResponse:
                    break;
                default:
                    throw new PostgresProtocolException($"unexpected message '{(char)frame[0]}' from the server during login");
            }
            await SendAsync(frame, frame, cancellationToken);
        }
        return false;
    }

    private async Task<LoginPhase> AuthenticateAsync(byte[] frame, byte[] body, CancellationToken cancellationToken)
    {
        var code = (AuthenticationCode)new PayloadReader(body).ReadInt32();
        switch (code)
        {
            case AuthenticationCode.Ok:
                await SendAsync(frame, frame, cancellationToken);
                return LoginPhase.Authenticated;
            case AuthenticationCode.SaslFinal:
                await SendAsync(frame, Zeroed(frame), cancellationToken);
                return LoginPhase.Authenticating;
            case AuthenticationCode.CleartextPassword:
                await SendAsync(frame, frame, cancellationToken);
                break;
            case AuthenticationCode.Md5Password or AuthenticationCode.SaslContinue:
                await SendAsync(frame, Zeroed(frame), cancellationToken);
                break;
            case AuthenticationCode.Sasl:
                byte[] offer = SaslMechanisms.WithoutChannelBinding(body, _writer);
                await SendAsync(offer, offer, cancellationToken);
                break;
            default:
                throw new LoginException(
                    SessionEndReason.LoginRefused,
                    new SessionError($"the server asks for an authentication method (code {(int)code}) that can not be passed through")
                    {
                        SqlState = "0A000",
                        Hint = "use scram-sha-256, md5 or password in pg_hba.conf",
                    });
        }
        return await RelayResponseAsync(code, cancellationToken) ? LoginPhase.Authenticating : LoginPhase.ClientLeft;
    }

    private async Task<bool> RelayResponseAsync(AuthenticationCode code, CancellationToken cancellationToken)
    {
        if (await LoginFrames.ReadAsync(client.Input, cancellationToken) is not { } response)
            return false;
        if ((FrontendMessageCode)response[0] == FrontendMessageCode.Terminate)
            return false;
        if ((FrontendMessageCode)response[0] != FrontendMessageCode.AuthenticationResponse)
            throw new LoginException(
                SessionEndReason.ClientProtocolViolation, new SessionError($"expected password response, got message type {response[0]}"));
        if (code == AuthenticationCode.Sasl && server.Security == LinkSecurity.Tls
            && SaslMechanisms.BelievesServerCannotBind(response.AsSpan(FrameHeader.Size)))
        {
            throw new LoginException(
                SessionEndReason.LoginRefused,
                new SessionError("SCRAM channel binding can not pass through a proxy with TLS on both sides")
                {
                    Hint = "connect with channel_binding=disable, or set Upstream:Tls to Disable on a trusted network",
                });
        }
        recorder.Redacted(RecordedSide.Client, recorder.BytesFromClient + FrameHeader.Size, response.Length - FrameHeader.Size);
        await recorder.FromClientAsync(Zeroed(response));
        await server.Output.WriteAsync(response, cancellationToken);
        return true;
    }

    private async Task SendKeyAsync(byte[] body, CancellationToken cancellationToken)
    {
        CancelKey key = ReplaceKey(ReadKey(body));
        byte[] frame = _writer.Begin(BackendMessageCode.BackendKeyData).Int32(key.ProcessId).Bytes(key.Secret.Span).End().ToArray();
        byte[] recorded = [.. frame];
        recorded.AsSpan(FrameHeader.Size + sizeof(int)).Clear();
        await SendAsync(frame, recorded, cancellationToken);
    }

    private static CancelKey ReadKey(byte[] body)
    {
        var reader = new PayloadReader(body);
        int processId = reader.ReadInt32();
        // Int32 process id, then the secret to the end: 4 bytes in 3.0, up to 256 in 3.2.
        return reader.Remaining is >= 4 and <= 256
            ? new CancelKey(processId, reader.Rest.ToArray())
            : throw new PostgresProtocolException("invalid cancel key length");
    }

    private async Task SendAsync(byte[] frame, byte[] recorded, CancellationToken cancellationToken)
    {
        // What is secret stands at the end.
        int kept = frame.AsSpan().CommonPrefixLength(recorded);
        if (kept < frame.Length)
            recorder.Redacted(RecordedSide.Server, recorder.BytesToClient + kept, frame.Length - kept);
        await recorder.ToClientAsync(recorded);
        await client.Output.WriteAsync(frame, cancellationToken);
    }

    /// <summary>The frame with everything after its header, and after an Authentication code, as zeros.</summary>
    private static byte[] Zeroed(byte[] frame)
    {
        int kept = FrameHeader.Size + ((BackendMessageCode)frame[0] == BackendMessageCode.Authentication ? sizeof(int) : 0);
        byte[] zeroed = new byte[frame.Length];
        frame.AsSpan(0, kept).CopyTo(zeroed);
        return zeroed;
    }

    private enum LoginPhase : byte
    {
        Authenticating,
        Authenticated,
        ClientLeft,
    }
}
