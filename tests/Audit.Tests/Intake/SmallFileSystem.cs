using System.Diagnostics;

namespace WireProxy.Audit.Tests.Intake;

/// <summary>A tmpfs of a few megabytes.</summary>
internal sealed class SmallFileSystem : IDisposable
{
    private SmallFileSystem(string path) => Path = path;

    public string Path { get; }

    public static SmallFileSystem? TryMount(string folder, int megabytes)
    {
        string path = Directory.CreateDirectory(System.IO.Path.Combine(folder, "small")).FullName;
        return Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path) ? new SmallFileSystem(path) : null;
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
