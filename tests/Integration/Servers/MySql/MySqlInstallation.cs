namespace WireProxy.Integration.Servers.MySql;

/// <summary>Where one server's programs are, and how to start them: directly, or inside a root folder of another distribution.</summary>
internal sealed record MySqlInstallation(Brand Brand, string Server, string Client, string? Root)
{
    /// <summary>The distribution's MariaDB.</summary>
    public static MySqlInstallation MariaDb { get; } = new(Brand.MariaDb, "/usr/sbin/mariadbd", "/usr/bin/mariadb", Root: null);

    /// <summary>MySQL 9 in the cache folder that test.sh fills; null where it could not be provisioned.</summary>
    public static MySqlInstallation? MySql9 { get; } = FindMySql9();

    public static MySqlInstallation Of(Brand brand) => brand == Brand.MariaDb
        ? MariaDb
        : MySql9 ?? throw new InvalidOperationException(OnMySql9Attribute.Missing);

    /// <summary>The command line that runs one of its programs.</summary>
    public IEnumerable<string> CommandLine(string program, params string[] arguments) => Root is null
        ? [program, .. arguments]
        : ["/usr/sbin/chroot", Root, program, .. arguments];

    /// <summary>A path as the host sees it.</summary>
    public string OnHost(string path) => Root is null ? path : Root + path;

    private static MySqlInstallation? FindMySql9()
    {
        string root = Path.Combine(ProvisionedCache.Folder, "mysql-9");
        var found = new MySqlInstallation(Brand.MySql9, "/usr/sbin/mysqld", "/usr/bin/mysql", root);
        return Environment.IsPrivilegedProcess && File.Exists(root + found.Server) ? found : null;
    }
}
