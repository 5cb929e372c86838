using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Orders;

/// <summary>Carries out the orders that other processes leave, one after the other, and answers each.</summary>
internal sealed class OrderDesk(OrderFolder folder, AuditLog log, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                foreach ((string id, AuditOrder? order) in folder.Pending())
                    folder.Answer(id, new OrderAnswer(order is null ? "the order can not be read" : await TryAsync(order, stopping)));
                await Task.Delay(Interval, time, stopping);
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.Note("orders are not taken any more", failure.Message);
        }
    }

    private async Task<string?> TryAsync(AuditOrder order, CancellationToken stopping)
    {
        try
        {
            return await ObeyAsync(order, stopping);
        }
        catch (Exception refused) when (refused is AuditOrderException or AuditStoreException)
        {
            return refused.Message;
        }
    }

    private async Task<string?> ObeyAsync(AuditOrder order, CancellationToken stopping)
    {
        if (order.Kind == OrderKind.Note)
        {
            log.Note(order.Name ?? "note", $"{order.Reason} by {order.By ?? "?"}");
            await log.FlushAsync(stopping);
            return null;
        }
        if (!SessionId.TryParse(order.Session, out SessionId session))
            return $"'{order.Session}' is not a session id";
        await (order.Kind switch
        {
            OrderKind.Hold => log.HoldAsync(session, order.By, order.Reason, stopping),
            OrderKind.Release => log.ReleaseAsync(session, order.By, order.Reason, stopping),
            _ => log.ShredAsync(session, order.By, order.Reason, stopping),
        });
        return null;
    }
}
