using System.Diagnostics;

namespace WireProxy.Tests.Cli;

/// <summary>The program as a process: what a test inside this one would change for the tests beside it.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task Environment_variables_override_the_file()
    {
        using var folder = ConfigurationFolder.Holding(""" "Limits": { "MaxSessions": 0 }, "Policies": [ { "Name": "p" } ] """);

        Assert.Equal((2, "WireProxy:Limits:MaxSessions: 0 is not between 1 and 1000000\n"), await ValidateAsync(folder.Path, []));
        Assert.Equal((0, "configuration is valid\n"), await ValidateAsync(folder.Path, [("WireProxy__Limits__MaxSessions", "5")]));
        Assert.Equal((2, "WireProxy:Policies:0:Unparsed: 'No': unknown value; one of Deny, Allow\n"),
            await ValidateAsync(folder.Path, [("WireProxy__Limits__MaxSessions", "5"), ("WIREPROXY__POLICIES__0__UNPARSED", "No")]));
    }

    [Fact]
    public async Task The_environment_alone_can_be_the_configuration()
    {
        using var folder = ConfigurationFolder.OfText("{}");
        File.Delete(folder.File);

        Assert.Equal((2, "WireProxy:Endpoints: at least one endpoint is needed\n"), await ValidateAsync(folder.Path, []));
        Assert.Equal((0, "configuration is valid\n"), await ValidateAsync(folder.Path,
        [
            ("WireProxy__Endpoints__shop-pg__Protocol", "Postgres"),
            ("WireProxy__Endpoints__shop-pg__Listen", "*:6432"),
            ("WireProxy__Endpoints__shop-pg__Upstream__Address", "db:5432"),
        ]));
    }

    private static async Task<(int ExitCode, string Output)> ValidateAsync(string folder, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "wireproxy.dll"), "config", "validate"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
