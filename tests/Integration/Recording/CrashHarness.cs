using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Servers;
using Xunit.Abstractions;

namespace WireProxy.Integration.Recording;

/// <summary>What a crash test puts on the proxy, in its protocol.</summary>
internal interface ICrashLoad
{
    /// <summary>A load that goes on until the proxy dies.</summary>
    Task<ToolRun> StartAsync(int port);

    /// <summary>Runs statements one after the other, and says of each when it was answered. Throws when the proxy dies.</summary>
    /// <param name="port">The proxy's.</param>
    /// <param name="application">The name to log in with.</param>
    /// <param name="number">Even clients send plain texts, odd ones prepare them.</param>
    /// <param name="answered">Takes the marker in the statement's text.</param>
    Task MarkAsync(int port, string application, int number, Action<string> answered);
}

/// <summary>kill -9 under load, again and again: whatever a client was told must be in the store afterwards.</summary>
internal sealed class CrashHarness(ProxyConfiguration configuration, ICrashLoad load, ITestOutputHelper output)
{
    private const int Clients = 6;
    private const string Marker = "marker-";

    private static readonly TimeSpan LoginPatience = TimeSpan.FromSeconds(30);

    public async Task RunAsync()
    {
        int kills = 0, all = 0, lost = 0;
        foreach (TimeSpan moment in KillPlan.Moments())
        {
            var answered = new ConcurrentBag<string>();
            string run = Guid.NewGuid().ToString("N");
            // Every start but the first recovers what the one before left.
            await using (ProxyProcess proxy = await ProxyProcess.StartAsync(configuration))
                await KillUnderLoadAsync(proxy, run, moment, answered);

            await using ProxyProcess restarted = await ProxyProcess.StartAsync(configuration);
            HashSet<string> recorded = await RecordedAsync(restarted, run);
            kills++;
            all += answered.Count;
            lost += answered.Except(recorded).Count();
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kills} kills, {all} statements answered, {lost} lost"));
        Assert.True(lost == 0, $"{lost} of {all} answered statements are not recorded");
        Assert.True(all > 200, $"only {all} statements were answered");
    }

    private async Task KillUnderLoadAsync(ProxyProcess proxy, string run, TimeSpan moment, ConcurrentBag<string> answered)
    {
        Task<ToolRun> background = load.StartAsync(proxy.Port);
        // From the first answer of each on: who is still logging in when the proxy dies has no session to look for.
        TaskCompletionSource[] begun = [.. Enumerable.Range(0, Clients).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
        Task[] clients = [.. begun.Select((first, number) => MarkAsync(proxy.Port, run, number, marker =>
        {
            answered.Add(marker);
            first.TrySetResult();
        }))];
        await Task.WhenAll(begun.Select(first => first.Task)).WaitAsync(LoginPatience);
        await Task.Delay(moment);
        await proxy.KillAsync();
        await Task.WhenAll(clients);
        await background;
    }

    private async Task MarkAsync(int port, string run, int number, Action<string> answered)
    {
        try
        {
            await load.MarkAsync(port, Name(run, number), number, answered);
        }
        catch (Exception error) when (error is IOException or EndOfStreamException or System.Net.Sockets.SocketException)
        {
            // The proxy was killed, perhaps in the middle of a message.
        }
    }

    private static async Task<HashSet<string>> RecordedAsync(ProxyProcess proxy, string run)
    {
        var recorded = new HashSet<string>();
        for (int number = 0; number < Clients; number++)
        {
            JsonNode session = await proxy.EndedSessionAsync(Name(run, number));
            foreach (JsonNode statement in await proxy.StatementsAsync(session.Id()))
            {
                string sql = (string)statement["sql"]!;
                if (sql.Contains(Marker, StringComparison.Ordinal))
                    recorded.Add(sql.Split('\'')[1]);
            }
        }
        return recorded;
    }

    /// <summary>The marker of a client's statement.</summary>
    public static string MarkerOf(int number, int statement) => string.Create(CultureInfo.InvariantCulture, $"{Marker}{number}-{statement}");

    private static string Name(string run, int number) => string.Create(CultureInfo.InvariantCulture, $"{Marker}{number}-{run}");
}
