namespace WireProxy.Integration.Proxy;

/// <summary>Where the source tree is, and what was built in it.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The program as built together with the tests.</summary>
    public static string Program { get; } = Path.Combine(Root, "src/WireProxy/bin", Configuration(), "net10.0/wireproxy");

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WireProxy.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"no WireProxy.sln above {AppContext.BaseDirectory}");
    }

    // The tests run from bin/<Configuration>/net10.0.
    private static string Configuration() => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
}
