using System.Diagnostics;

namespace WireProxy.Integration.Servers;

/// <summary>The process that owns a private server: stops it and removes its folder when the test process ends, however it ends.</summary>
internal sealed class ServerKeeper : IDisposable
{
    // Waits for the test process to close the pipe, then stops the server it started.
    private const string Script =
        """
        folder=$1 signal=$2; shift 2
        "$@" >"$folder/server.log" 2>&1 & server=$!
        read -r _
        kill -"$signal" "$server" 2>/dev/null
        wait "$server"
        rm -rf "$folder"
        """;

    private readonly Process _process;

    private ServerKeeper(Process process) => _process = process;

    /// <summary>Starts a server whose output goes to <c>server.log</c> of its folder; the signal is the one that stops it fast.</summary>
    public static ServerKeeper Start(string folder, string stopSignal, IEnumerable<string> server)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-c", Script, "keeper", folder, stopSignal, .. server]) { RedirectStandardInput = true };
        return new ServerKeeper(Process.Start(start) ?? throw new InvalidOperationException("the keeper did not start"));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(TimeSpan.FromSeconds(20));
        _process.Dispose();
    }
}
