using System.IO.Pipelines;
using WireProxy.Audit.Records;
using WireProxy.Transport;

namespace WireProxy.Replay.Driver;

/// <summary>
/// One driver in the place of the recorded client. The recorded server bytes go out in the recorded order with the client's:
/// what the server sent after it had received something waits until the driver has sent the same.
/// </summary>
internal sealed class DriverSession(WireConnection driver, RecordedSession session, IDriverProtocol protocol)
{
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(5);

    /// <summary>Null when the connection was not for a session.</summary>
    public async Task<ReplayResult?> RunAsync(CancellationToken cancellationToken)
    {
        await using var records = session.RecordsAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        DriverLogin? login = await protocol.LogInAsync(driver, records, cancellationToken);
        if (login is null)
            return null;
        if (login.Difference is { } difference)
        {
            await driver.BidFarewellAsync(login.Farewell);
            return new ReplayResult(0, difference);
        }
        return login == DriverLogin.Refused ? new ReplayResult(0, null) : await ReplayAsync(login, records, cancellationToken);
    }

    private async Task<ReplayResult> ReplayAsync(
        DriverLogin login, IAsyncEnumerator<StoredRecord> records, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var comparison = new ClientComparison(
            session.ClientBytesAsync(login.ClientBytes, ending.Token).GetAsyncEnumerator(ending.Token), protocol.Messages());
        Task<string?> reading = ReadDriverAsync(comparison, ending.Token);
        Task sending = SendAsync(comparison, login.AfterLogin, records, ending.Token);
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
                await driver.BidFarewellAsync(comparison.Farewell(difference));
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
}
