using WireProxy.Audit;
using WireProxy.Audit.Orders;
using WireProxy.Configuration;
using WireProxy.Recording;

namespace WireProxy.Cli;

/// <summary>Has the writer of the store do something: the proxy that runs, or, when none does, this process itself.</summary>
internal sealed class AuditOrderSender(AuditOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <returns>Why it was not done; null when it was.</returns>
    /// <exception cref="IOException">The audit folder can not be written.</exception>
    public async Task<string?> SendAsync(AuditOrder order, CancellationToken cancellation)
    {
        var folder = new OrderFolder(options.Path);
        string id = folder.Submit(order);
        await using AuditLog? own = folder.IsServed ? null : await AuditStores.OpenLogAsync(options, TimeProvider.System, cancellation);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            OrderAnswer? answer;
            while ((answer = folder.TakeAnswer(id)) is null)
                await Task.Delay(Pause, limit.Token);
            return answer.Problem;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            folder.Withdraw(id);
            return "the proxy does not answer";
        }
    }
}
