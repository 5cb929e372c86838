using System.Runtime.InteropServices;
using WireProxy.Configuration;
using WireProxy.Sessions;

namespace WireProxy.Hosting;

/// <summary>
/// Reloads the configuration on SIGHUP, and when its file has changed and stays as it is for a moment: half a file is not
/// read. The file is looked at, not subscribed to, so that it may be a link, or on any file system.
/// </summary>
internal sealed class ConfigurationWatch(ConfigurationSource source, ConfigurationReload reload, SessionServices services)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Runs until the token ends it.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var signal = new SemaphoreSlim(0);
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            signal.Release();
        });
        string seen = source.LoadedContent;
        try
        {
            while (true)
            {
                if (await signal.WaitAsync(Interval, stopping))
                    reload.Run(ReloadCause.Signal);
                string now = source.ReadContent();
                if (now != source.LoadedContent && now == seen)
                    reload.Run(ReloadCause.FileChange);
                seen = now;
                // Also those that were logging in while it changed.
                services.Sessions.EndOutdated(services.Policies);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
