using System.Security.Cryptography;
using System.Text;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Recording.Postgres;
using WireProxy.Replay.Sandbox;
using WireProxy.Sessions;
using WireProxy.Sessions.Postgres.Login;
using WireProxy.Transport;

namespace WireProxy.Replay.Postgres;

/// <summary>Logs in to a sandbox as a client does (protocols reference 1.B).</summary>
internal sealed class PostgresSandboxLogin(WireConnection server, SandboxLogin login)
{
    private const int Version30 = 196608;
    private const string Scram = "SCRAM-SHA-256";

    private readonly MessageWriter _writer = new();
    private ScramExchange? _scram;
    private ScramState _scramState;

    /// <param name="recorded">What the recorded client asked for.</param>
    /// <param name="cancellationToken">Ends the login.</param>
    public async Task RunAsync(StartupParameters recorded, CancellationToken cancellationToken)
    {
        try
        {
            await UpstreamTlsStart.NegotiateAsync(server, login.Tls, cancellationToken);
        }
        catch (LoginException refused)
        {
            throw new SandboxException(refused.Error.Message);
        }
        string user = login.User ?? recorded.User ?? "";
        await server.Output.WriteAsync(Startup(recorded, user), cancellationToken);
        while (await LoginFrames.ReadAsync(server.Input, cancellationToken) is { } frame)
        {
            ReadOnlyMemory<byte> body = frame.AsMemory(FrameHeader.Size);
            switch ((BackendMessageCode)frame[0])
            {
                case BackendMessageCode.Authentication:
                    if (Answer(body.Span, user) is { } answer)
                        await server.Output.WriteAsync(answer, cancellationToken);
                    break;
                case BackendMessageCode.ErrorResponse:
                    throw new SandboxException($"the sandbox does not let '{user}' in: {ErrorText.Read(body.Span)}");
                case BackendMessageCode.ReadyForQuery:
                    return;
            }
        }
        throw new SandboxException("the sandbox closed the connection during the login");
    }

    private byte[] Startup(StartupParameters recorded, string user)
    {
        _writer.BeginUntyped().Int32(Version30).CString("user").CString(user).CString("database").CString(login.Database ?? recorded.Database ?? user);
        foreach ((string name, string value) in recorded.All)
        {
            if (name is not ("user" or "database") && !name.StartsWith("_pq_.", StringComparison.Ordinal))
                _writer.CString(name).CString(value);
        }
        return _writer.Byte(0).End().ToArray();
    }

    private byte[]? Answer(ReadOnlySpan<byte> body, string user)
    {
        var reader = new PayloadReader(body);
        var code = (AuthenticationCode)reader.ReadInt32();
        switch (code)
        {
            case AuthenticationCode.Ok:
                // Whoever can not prove that it knows the password is not who it should be.
                return _scramState is ScramState.NotAsked or ScramState.Proven ? null : throw new SandboxException("the sandbox cut the SCRAM exchange short");
            case AuthenticationCode.CleartextPassword:
                Loopback.Require(server, "the password itself");
                return Response(Encoding.UTF8.GetBytes(login.Password + '\0'));
            case AuthenticationCode.Md5Password:
                return Response(Md5(user, reader.ReadBytes(4)));
            case AuthenticationCode.Sasl:
                return BeginScram(ref reader);
            case AuthenticationCode.SaslContinue when _scram is not null:
                return Response(Encoding.UTF8.GetBytes(_scram.ClientFinal(Encoding.UTF8.GetString(reader.Rest))));
            case AuthenticationCode.SaslFinal when _scram?.IsProof(Encoding.UTF8.GetString(reader.Rest)) == true:
                _scramState = ScramState.Proven;
                return null;
            default:
                throw new SandboxException($"the sandbox asks for an authentication method (code {(int)code}) that a replay does not have");
        }
    }

    private byte[] BeginScram(ref PayloadReader reader)
    {
        bool isOffered = false;
        while (reader.Remaining > 1)
            isOffered |= reader.ReadString() == Scram;
        if (!isOffered)
            throw new SandboxException("the sandbox offers no authentication mechanism that a replay has");
        _scramState = ScramState.Asked;
        _scram = new ScramExchange(login.Password);
        byte[] first = Encoding.ASCII.GetBytes(_scram.ClientFirst);
        return _writer.Begin(FrontendMessageCode.AuthenticationResponse).CString(Scram).Int32(first.Length).Bytes(first).End().ToArray();
    }

    private byte[] Response(ReadOnlySpan<byte> data) => _writer.Begin(FrontendMessageCode.AuthenticationResponse).Bytes(data).End().ToArray();

#pragma warning disable CA5351 // The server's choice of method, not ours.
    private byte[] Md5(string user, ReadOnlySpan<byte> salt)
    {
        byte[] inner = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(login.Password + user))));
        return Encoding.ASCII.GetBytes("md5" + Convert.ToHexStringLower(MD5.HashData([.. inner, .. salt])) + '\0');
    }
#pragma warning restore CA5351

    private enum ScramState : byte
    {
        NotAsked,
        Asked,
        Proven,
    }
}
