using System.Diagnostics;
using System.Globalization;

namespace WireProxy.Integration.Servers;

/// <summary>
/// Processes and folders that many tests share and none disposes of. A shell that outlives the test process ends and removes them,
/// for the test process itself is killed at its end before it could.
/// </summary>
internal static class Leftovers
{
    // One line for each folder: the process that works in it, or 0; "-" takes it off the list. Nothing is written by what was killed,
    // but it may take a moment to die.
    private const string Script =
        """
        trap '' INT
        declare -A owners
        while read -r owner folder; do
          if [[ $owner == - ]]; then unset "owners[$folder]"; else owners[$folder]=$owner; fi
        done
        for folder in "${!owners[@]}"; do
          [[ ${owners[$folder]} == 0 ]] || kill -KILL "${owners[$folder]}" 2>/dev/null
        done
        for folder in "${!owners[@]}"; do
          for _ in {1..50}; do
            rm -rf "$folder" 2>/dev/null && [[ ! -e $folder ]] && break
            sleep 0.1
          done
        done
        """;

    private static readonly Lock Gate = new();
    private static readonly Lazy<Process> Keeper = new(Start);

    /// <summary>Removes the folder at the end.</summary>
    public static void Add(string folder) => Tell("0", folder);

    /// <summary>Kills the process at the end, and removes its folder then.</summary>
    public static void Add(int process, string folder) => Tell(process.ToString(CultureInfo.InvariantCulture), folder);

    /// <summary>Both are gone.</summary>
    public static void Remove(string folder) => Tell("-", folder);

    private static void Tell(string owner, string folder)
    {
        lock (Gate)
            Keeper.Value.StandardInput.WriteLine($"{owner} {folder}");
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo("/bin/bash", ["-c", Script, "leftovers"]) { RedirectStandardInput = true };
        return Process.Start(start) ?? throw new InvalidOperationException("the shell did not start");
    }
}
