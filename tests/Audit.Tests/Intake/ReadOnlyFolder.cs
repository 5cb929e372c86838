using System.Diagnostics;

namespace WireProxy.Audit.Tests.Intake;

/// <summary>A folder as a disk shows it that can only be read.</summary>
internal sealed class ReadOnlyFolder : IDisposable
{
    private ReadOnlyFolder(string path) => Path = path;

    public string Path { get; }

    public static ReadOnlyFolder? TryMount(string folder)
    {
        if (!Run("mount", "--bind", folder, folder))
            return null;
        var mounted = new ReadOnlyFolder(folder);
        if (Run("mount", "-o", "remount,ro,bind", folder))
            return mounted;
        mounted.Dispose();
        return null;
    }

    public void Dispose() => Run("umount", "-l", Path);

    private static bool Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
