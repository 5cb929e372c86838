using System.IO.Pipelines;
using WireProxy.Audit.Records;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Replay.Driver;
using WireProxy.Transport;

namespace WireProxy.Replay.Postgres;

/// <summary>Plays a recorded PostgreSQL server to a driver.</summary>
internal sealed class PostgresDriverProtocol : IDriverProtocol
{
    public async Task<DriverLogin?> LogInAsync(
        WireConnection driver, IAsyncEnumerator<StoredRecord> records, CancellationToken cancellationToken)
    {
        if (!await GreetAsync(driver, cancellationToken))
            return null;
        var login = new RecordedLogin();
        ReadOnlyMemory<byte> afterLogin = default;
        while (!login.IsOver && afterLogin.IsEmpty && await records.MoveNextAsync())
            afterLogin = login.Read(records.Current);
        await driver.Output.WriteAsync(login.Greeting, cancellationToken);
        return login.IsOver ? new DriverLogin(login.ClientBytes, afterLogin) : DriverLogin.Refused;
    }

    public IClientMessages Messages() => new PostgresMessages();

    // Encryption is declined and any login is let in: there is nothing here that the recording's reader does not have.
    private static async Task<bool> GreetAsync(WireConnection driver, CancellationToken cancellationToken)
    {
        while (await ReadPacketAsync(driver, cancellationToken) is { } packet)
        {
            switch (packet.Request)
            {
                case StartupRequest.Tls or StartupRequest.GssEncryption:
                    await driver.Output.WriteAsync("N"u8.ToArray(), cancellationToken);
                    break;
                default:
                    return packet.Request == StartupRequest.Startup;
            }
        }
        return false;
    }

    private static async Task<StartupPacket?> ReadPacketAsync(WireConnection driver, CancellationToken cancellationToken)
    {
        ReadResult read = await driver.Input.ReadAtLeastAsync(StartupPacket.HeaderSize, cancellationToken);
        if (read.Buffer.Length < StartupPacket.HeaderSize)
            return null;
        StartupPacket packet = StartupPacket.Read(System.Buffers.BuffersExtensions.ToArray(read.Buffer.Slice(0, StartupPacket.HeaderSize)));
        if (!packet.IsLengthValid)
            return null;
        driver.Input.AdvanceTo(read.Buffer.Start);
        read = await driver.Input.ReadAtLeastAsync(packet.Length, cancellationToken);
        if (read.Buffer.Length < packet.Length)
            return null;
        driver.Input.AdvanceTo(read.Buffer.GetPosition(packet.Length));
        return packet;
    }
}
