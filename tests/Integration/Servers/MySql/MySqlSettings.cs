using System.Globalization;

namespace WireProxy.Integration.Servers.MySql;

/// <summary>The command lines of a private server.</summary>
internal static class MySqlSettings
{
    private static readonly string[] Common =
    [
        "--bind-address=127.0.0.1", "--skip-name-resolve", "--character-set-server=utf8mb4", "--collation-server=utf8mb4_general_ci",
        "--max-allowed-packet=1G", "--max-connections=400", "--local-infile=1", "--secure-file-priv=", "--default-time-zone=+00:00",
        "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=64M", "--innodb-doublewrite=0", "--innodb-use-native-aio=0",
        "--event-scheduler=OFF", "--performance-schema=OFF", "--skip-log-bin",
    ];

    // A reused thread goes on numbering the statements of its last connection; new ones make each session the same.
    private static readonly string[] MariaDb = ["--thread-cache-size=0", "--plugin-load-add=auth_ed25519", "--query-cache-type=0", "--progress-report-time=1"];

    private static readonly string[] MySql9 = ["--mysqlx=OFF", "--log-error-verbosity=1"];

    /// <summary>The server over the data in a folder, as the server sees that folder.</summary>
    public static IEnumerable<string> Server(MySqlInstallation installation, string folder, int port) => installation.CommandLine(
        installation.Server,
        ["--no-defaults", .. RunAs(installation), $"--datadir={folder}/data", $"--socket={folder}/socket", $"--pid-file={folder}/pid",
            $"--port={port.ToString(CultureInfo.InvariantCulture)}", $"--ssl-cert={folder}/server.crt", $"--ssl-key={folder}/server.key",
            .. Common, .. installation.Brand == Brand.MariaDb ? MariaDb : MySql9]);

    /// <summary>What makes that data.</summary>
    public static IEnumerable<string> Initialization(MySqlInstallation installation, string folder) => installation.Brand == Brand.MariaDb
        ? installation.CommandLine("/usr/bin/mariadb-install-db", ["--no-defaults", .. RunAs(installation), $"--datadir={folder}/data",
            "--auth-root-authentication-method=normal", "--skip-test-db"])
        : installation.CommandLine(installation.Server, ["--no-defaults", .. RunAs(installation), $"--datadir={folder}/data", "--initialize-insecure"]);

    // Neither runs as root unless told to. In its root folder MySQL meets nobody, and there is no account for it.
    private static string[] RunAs(MySqlInstallation installation)
    {
        if (!Environment.IsPrivilegedProcess)
            return [];
        return installation.Root is null ? ["--user=mysql"] : ["--user=root"];
    }
}
