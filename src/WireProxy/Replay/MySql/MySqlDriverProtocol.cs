using System.Security.Cryptography;
using WireProxy.Audit.Records;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Replay.Driver;
using WireProxy.Sessions.MySql.Login;
using WireProxy.Transport;

namespace WireProxy.Replay.MySql;

/// <summary>
/// Plays a recorded MySQL server to a driver: the recorded greeting with a scramble of its own and without TLS, whatever proof
/// of a password, the recorded outcome.
/// </summary>
internal sealed class MySqlDriverProtocol : IDriverProtocol
{
    private const byte FastAuthSuccess = 0x03;

    public async Task<DriverLogin?> LogInAsync(
        WireConnection driver, IAsyncEnumerator<StoredRecord> records, CancellationToken cancellationToken)
    {
        var recorded = new RecordedLogin();
        ReadOnlyMemory<byte> afterLogin = default;
        while (!recorded.IsOver && await records.MoveNextAsync())
            afterLogin = recorded.Read(records.Current);
        if (recorded.Greeting is not { } greeting)
            return DriverLogin.Refused;
        if (recorded.Capabilities is null)
        {
            await driver.Output.WriteAsync(LoginPackets.Packet(greeting, 0), cancellationToken);
            return DriverLogin.Refused;
        }
        byte[] sent = Greeting(greeting, out CapabilityFlags offered);
        await driver.Output.WriteAsync(sent, cancellationToken);
        if (await LoginPackets.ReadAsync(driver.Input, cancellationToken) is not { } response)
            return null;
        return await AnswerAsync(driver, recorded, new DriverResponse(response, offered), afterLogin, cancellationToken);
    }

    public IClientMessages Messages() => new MySqlMessages();

    private static async Task<DriverLogin> AnswerAsync(
        WireConnection driver, RecordedLogin recorded, DriverResponse response, ReadOnlyMemory<byte> afterLogin, CancellationToken cancellationToken)
    {
        byte sequence = (byte)(response.Sequence + 1);
        if (response.Fault is { } fault)
            return DriverLogin.Differing(fault, ErrorPacket.Of(fault, sequence));
        if (SharedCapabilities.Difference(recorded.Capabilities!.Value, response.Capabilities) is { } difference)
            return DriverLogin.Differing(difference, ErrorPacket.Of(difference, sequence));
        byte[] outcome = recorded.Outcome ?? [];
        // Some clients take no OK without it.
        if (response.Method == AuthenticationMethod.CachingSha2 && outcome is [OkPacket.OkHeader, ..])
            await driver.Output.WriteAsync(LoginPackets.Packet([(byte)AuthReplyKind.MoreData, FastAuthSuccess], sequence++), cancellationToken);
        if (recorded.IsOver)
            await driver.Output.WriteAsync(LoginPackets.Packet(outcome, sequence), cancellationToken);
        return outcome is [OkPacket.OkHeader, ..] ? new DriverLogin(recorded.ClientBytes, afterLogin) : DriverLogin.Refused;
    }

    private static byte[] Greeting(byte[] recorded, out CapabilityFlags offered)
    {
        HandshakeV10 greeting = HandshakeV10.Read(recorded);
        offered = greeting.Capabilities & ~CapabilityFlags.Ssl;
        // Neither NUL nor '$', which end texts in old clients.
        string scramble = RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", HandshakeV10.ScrambleSize);
        byte[] bytes = System.Text.Encoding.ASCII.GetBytes(scramble + '\0');
        greeting = greeting with { Capabilities = offered, ScramblePart1 = bytes.AsSpan(0, 8), ScramblePart2 = bytes.AsSpan(8) };
        return LoginPackets.Packet(greeting.Write(new PayloadWriter()), sequence: 0);
    }
}
