using System.Globalization;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Servers.MySql;

namespace WireProxy.Integration.Drivers.MySql;

/// <summary>The command line client of a brand, and the programs beside it.</summary>
internal sealed class CommandLineClient(Brand brand)
{
    private readonly MySqlInstallation _installation = MySqlInstallation.Of(brand);

    /// <summary>The options that ask for TLS.</summary>
    public string[] Secure => brand == Brand.MariaDb ? ["--ssl"] : ["--ssl-mode=REQUIRED"];

    // Newer clients understand their own commands, like \s, only when asked to.
    private string[] OwnCommands => brand == Brand.MariaDb ? [] : ["--commands"];

    private string[] Clear => brand == Brand.MariaDb ? ["--skip-ssl"] : ["--ssl-mode=DISABLED", "--get-server-public-key"];

    /// <summary>Runs a script as the user with a password; rows come without names, columns apart by tabs.</summary>
    public Task<ToolRun> RunAsync(int port, string script, params string[] options) =>
        ToolAsync(port, _installation.Client, script, ["--batch", "--skip-column-names", .. OwnCommands, .. options, MySqlSampleSchema.Database]);

    /// <summary>Dumps tables of the sample database.</summary>
    public Task<ToolRun> DumpAsync(int port, params string[] tables) => ToolAsync(port,
        brand == Brand.MariaDb ? "/usr/bin/mariadb-dump" : "/usr/bin/mysqldump", "", ["--skip-comments", "--no-tablespaces", MySqlSampleSchema.Database, .. tables]);

    /// <summary>A file that the client can read, under the name that the client knows.</summary>
    public string WriteFile(string content)
    {
        string name = $"/tmp/wireproxy-{Guid.NewGuid():N}";
        File.WriteAllText(_installation.OnHost(name), content);
        return name;
    }

    public void DeleteFile(string name) => File.Delete(_installation.OnHost(name));

    private Task<ToolRun> ToolAsync(int port, string program, string script, string[] options)
    {
        string[] connection = ["--no-defaults", "--host=127.0.0.1", $"--port={port.ToString(CultureInfo.InvariantCulture)}",
            $"--user={MySqlSampleSchema.User}", "--default-character-set=utf8mb4", "--max-allowed-packet=64M"];
        string[] tls = Secure.Any(options.Contains) ? [] : Clear;
        return ToolRun.RunAsync(_installation.CommandLine(program, [.. connection, .. tls, .. options]),
            new Dictionary<string, string> { ["MYSQL_PWD"] = MySqlSampleSchema.Password }, script);
    }
}
