namespace WireProxy.Integration.Servers.Postgres;

/// <summary>Where one PostgreSQL's programs are, and how to start them: directly, or inside a root folder of another distribution.</summary>
internal sealed record PostgresInstallation(string Version, string Programs, string? Root)
{
    private const string PackagedPrograms = "/usr/lib/postgresql";

    /// <summary>The distribution's own PostgreSQL.</summary>
    public static PostgresInstallation Packaged { get; } = FindPackaged();

    /// <summary>PostgreSQL 18 in the cache folder that test.sh fills; null where it could not be provisioned.</summary>
    public static PostgresInstallation? Version18 { get; } = FindVersion18();

    /// <summary>The command line that runs a program of this installation as the unprivileged server user.</summary>
    public IEnumerable<string> CommandLine(string program, params string[] arguments)
    {
        if (Root is not null)
            yield return "/usr/sbin/chroot";
        if (Root is not null)
            yield return Root;
        if (Environment.IsPrivilegedProcess)
        {
            foreach (string word in (string[])["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"])
                yield return word;
        }
        yield return Path.Combine(Programs, program);
        foreach (string argument in arguments)
            yield return argument;
    }

    /// <summary>A path as the host sees it.</summary>
    public string OnHost(string path) => Root is null ? path : Root + path;

    private static PostgresInstallation FindPackaged()
    {
        string newest = Directory.GetDirectories(PackagedPrograms)
            .Where(folder => File.Exists(Path.Combine(folder, "bin/postgres")))
            .OrderBy(folder => int.Parse(Path.GetFileName(folder), null))
            .LastOrDefault() ?? throw new InvalidOperationException($"no PostgreSQL in {PackagedPrograms}; run ./test.sh once");
        return new PostgresInstallation(Path.GetFileName(newest), Path.Combine(newest, "bin"), Root: null);
    }

    private static PostgresInstallation? FindVersion18()
    {
        string root = Path.Combine(ProvisionedCache.Folder, "postgresql-18");
        const string programs = PackagedPrograms + "/18/bin";
        return Environment.IsPrivilegedProcess && File.Exists(root + programs + "/postgres")
            ? new PostgresInstallation("18", programs, root)
            : null;
    }
}
