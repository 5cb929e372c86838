namespace WireProxy.Integration.Servers.MySql;

/// <summary>The accounts and tables that the tests query: fixed data, so that two runs give the same bytes.</summary>
internal static class MySqlSampleSchema
{
    public const string Database = "shop";

    /// <summary>An account with all rights on purpose: only the proxy stands between this caller and the data.</summary>
    public const string User = "tester";

    public const string Password = "tester secret";

    /// <summary>All rights and no password: sessions without random bytes in them.</summary>
    public const string TrustedUser = "trusty";

    /// <summary>An account whose mutated statements can not change what other tests read.</summary>
    public const string ReadOnlyUser = "fuzzer";

    /// <summary>May log in over TLS only.</summary>
    public const string TlsOnlyUser = "tlsonly";

    private static readonly string[] Accounts =
    [
        $"create user {User}@'%' identified by '{Password}'",
        $"grant all on *.* to {User}@'%' with grant option",
        $"create user {TrustedUser}@'%'",
        $"grant all on *.* to {TrustedUser}@'%' with grant option",
        $"create user {ReadOnlyUser}@'%'",
        $"grant select, execute, show view on {Database}.* to {ReadOnlyUser}@'%'",
        $"create user {TlsOnlyUser}@'%' identified by '{Password}' require ssl",
        $"grant all on {Database}.* to {TlsOnlyUser}@'%'",
    ];

    // One account per authentication plugin, named after it.
    private static readonly string[] MariaDbAccounts =
    [
        $"create user native@'%' identified via mysql_native_password using password('{Password}')",
        $"create user ed25519@'%' identified via ed25519 using password('{Password}')",
    ];

    private static readonly string[] MySql9Accounts =
    [
        $"create user caching_sha2@'%' identified with caching_sha2_password by '{Password}'",
        $"create user sha256@'%' identified with sha256_password by '{Password}'",
        "install component 'file://component_query_attributes'",
    ];

    /// <summary>The accounts with a password, of every plugin that the server has.</summary>
    public static string[] PasswordUsers(Brand brand) => brand == Brand.MariaDb ? [User, "native", "ed25519"] : [User, "caching_sha2", "sha256"];

    public static void Create(MySqlInstallation installation, string folder)
    {
        string[] accounts = [.. Accounts, .. installation.Brand == Brand.MariaDb ? MariaDbAccounts : MySql9Accounts];
        string[] grants = [.. PasswordUsers(installation.Brand)[1..].Select(user => $"grant all on {Database}.* to {user}@'%'")];
        string script = string.Join(";\n", (string[])["create database shop", .. accounts, .. grants, "use shop", Tables()]);
        ToolRun run = ToolRun.RunAsync(installation.CommandLine(installation.Client, "--no-defaults", "--user=root", $"--socket={folder}/socket",
            "--default-character-set=utf8mb4"), input: script).GetAwaiter().GetResult();
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"the sample schema of {installation.Brand}: {run.Errors}");
    }

    private static string Tables()
    {
        using Stream resource = typeof(MySqlSampleSchema).Assembly.GetManifestResourceStream("sample-mysql.sql")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
