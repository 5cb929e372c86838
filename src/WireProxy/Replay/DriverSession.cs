using System.Buffers;
using System.IO.Pipelines;
using WireProxy.Audit.Records;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Sessions.Postgres;
using WireProxy.Transport;

namespace WireProxy.Replay;

/// <summary>
/// One driver in the place of the recorded client. The recorded server bytes go out in the recorded order with the client's:
/// what the server sent after it had received something waits until the driver has sent the same.
/// </summary>
internal sealed class DriverSession(WireConnection driver, RecordedSession session)
{
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(5);

    /// <summary>Null when the connection was not for a session.</summary>
    public async Task<ReplayResult?> RunAsync(CancellationToken cancellationToken)
    {
        if (!await GreetAsync(cancellationToken))
            return null;
        var login = new RecordedLogin();
        await using var records = session.RecordsAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        ReadOnlyMemory<byte> afterLogin = await ReadLoginAsync(login, records);
        await driver.Output.WriteAsync(login.Greeting, cancellationToken);
        if (!login.IsOver)
            return new ReplayResult(0, null);
        return await ReplayAsync(login, afterLogin, records, cancellationToken);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadLoginAsync(RecordedLogin login, IAsyncEnumerator<StoredRecord> records)
    {
        while (!login.IsOver && await records.MoveNextAsync())
        {
            ReadOnlyMemory<byte> rest = login.Read(records.Current);
            if (!rest.IsEmpty)
                return rest;
        }
        return default;
    }

    private async Task<ReplayResult> ReplayAsync(
        RecordedLogin login, ReadOnlyMemory<byte> afterLogin, IAsyncEnumerator<StoredRecord> records, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var comparison = new ClientComparison(
            session.ClientBytesAsync(login.ClientBytes, ending.Token).GetAsyncEnumerator(ending.Token));
        Task<string?> reading = ReadDriverAsync(comparison, ending.Token);
        Task sending = SendAsync(comparison, afterLogin, records, ending.Token);
        try
        {
            await Task.WhenAny(reading, sending);
            string? difference = reading.IsCompleted ? await reading : null;
            if (difference is null)
                await sending;
            // A driver has a moment to close; one that stays without a word has replayed all there is.
            await Task.WhenAny(reading, Task.Delay(FarewellPatience, cancellationToken));
            difference ??= reading.IsCompleted ? await reading : null;
            await ending.CancelAsync();
            await EndedAsync(sending);
            if (difference is not null)
                await driver.BidFarewellAsync(ErrorFrames.Fatal("XX000", "the replay differs from the recording: " + difference));
            return new ReplayResult(comparison.Messages, difference);
        }
        finally
        {
            await ending.CancelAsync();
            await EndedAsync(reading);
            await EndedAsync(sending);
        }
    }

    private async Task SendAsync(
        ClientComparison comparison, ReadOnlyMemory<byte> afterLogin, IAsyncEnumerator<StoredRecord> records, CancellationToken cancellationToken)
    {
        long fromClient = 0;
        bool isThere = await TrySendAsync(afterLogin, cancellationToken);
        while (isThere && await records.MoveNextAsync())
        {
            StoredRecord record = records.Current;
            if (record.Kind == RecordKind.ClientBytes)
                await comparison.WaitAsync(fromClient += record.Bytes.Length, cancellationToken);
            else if (record.Kind == RecordKind.ServerBytes)
                isThere = await TrySendAsync(record.Bytes, cancellationToken);
        }
    }

    /// <summary>False when the driver is gone: what was read from it says whether it left early.</summary>
    private async Task<bool> TrySendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await driver.Output.WriteAsync(bytes, cancellationToken);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task<string?> ReadDriverAsync(ClientComparison comparison, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read;
            try
            {
                read = await driver.Input.ReadAsync(cancellationToken);
            }
            catch (IOException)
            {
                return await comparison.CloseAsync();
            }
            foreach (ReadOnlyMemory<byte> part in read.Buffer)
            {
                if (await comparison.CompareAsync(part) is { } difference)
                    return difference;
            }
            driver.Input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return await comparison.CloseAsync();
        }
    }

    private static async Task EndedAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // The replay is over.
        }
    }

    // Encryption is declined and any login is let in: there is nothing here that the recording's reader does not have.
    private async Task<bool> GreetAsync(CancellationToken cancellationToken)
    {
        while (await ReadPacketAsync(cancellationToken) is { } packet)
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

    private async Task<StartupPacket?> ReadPacketAsync(CancellationToken cancellationToken)
    {
        ReadResult read = await driver.Input.ReadAtLeastAsync(StartupPacket.HeaderSize, cancellationToken);
        if (read.Buffer.Length < StartupPacket.HeaderSize)
            return null;
        StartupPacket packet = StartupPacket.Read(read.Buffer.Slice(0, StartupPacket.HeaderSize).ToArray());
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
