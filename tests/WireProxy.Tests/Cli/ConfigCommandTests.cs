namespace WireProxy.Tests.Cli;

public sealed class ConfigCommandTests
{
    [Fact]
    public async Task A_valid_configuration_is_said_to_be_valid()
    {
        using var folder = ConfigurationFolder.Holding("\"Policies\": []");
        Assert.Equal(new CommandLineRun(0, "configuration is valid\n", ""),
            await CommandLineRun.RunAsync("config", "validate", "--config", folder.File));
    }

    [Fact]
    public async Task Coverage_says_what_the_policies_leave_open_and_is_no_error()
    {
        using var folder = ConfigurationFolder.Holding(""" "Policies": [ { "Name": "p", "Match": { "Users": ["app"] }, "Rules": [ { "Effect": "Deny", "Functions": ["f"] } ] } ] """);
        Assert.Equal(
            new CommandLineRun(0, """
                configuration is valid
                WireProxy:Policies:0:Rules:0: not seen: calls of f from inside other functions, operators, casts, views and triggers
                WireProxy:Endpoints:pg: no policy is for the sessions of other users or databases than those of p: their statements are recorded, and all allowed

                """, ""),
            await CommandLineRun.RunAsync("config", "validate", "--coverage", "--config", folder.File));
        CommandLineRun json = await CommandLineRun.RunAsync("config", "validate", "--coverage", "--json", "--config", folder.File);
        Assert.StartsWith("""{"valid":true,"coverage":[{"path":"WireProxy:Policies:0:Rules:0","kind":"notSeen","text":"not seen: calls""", json.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_errors_are_shown_and_the_exit_code_is_two()
    {
        using var folder = ConfigurationFolder.Holding(""" "Policies": [ { "Nam": "x" } ], "Limits": { "MaxSessions": 0 } """);
        Assert.Equal(
            new CommandLineRun(2, "", """
                WireProxy:Policies:0:Name: is missing
                WireProxy:Policies:0:Nam: unknown key (did you mean Name?)
                WireProxy:Limits:MaxSessions: 0 is not between 1 and 1000000

                """),
            await CommandLineRun.RunAsync("--config", folder.File, "config", "validate"));
    }

    [Theory]
    [InlineData("{ \"WireProxy\":\n { ", "LineNumber: 1")]
    [InlineData("{ \"WireProxy\": { \"Limits\": { \"MaxSessions\": 1 }, \"limits\": { \"maxSessions\": 2 } } }", "WireProxy:limits:maxSessions")]
    [InlineData("[]", "Top-level JSON element must be an object")]
    public async Task A_file_that_is_no_configuration_is_an_error(string json, string about)
    {
        using var folder = ConfigurationFolder.OfText(json);
        CommandLineRun run = await CommandLineRun.RunAsync("config", "validate", "--config", folder.File);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"{folder.File}: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains(about, run.Errors, StringComparison.Ordinal);
        Assert.Single(run.Errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_named_file_must_be_there() =>
        Assert.Equal(new CommandLineRun(2, "", "/nowhere/x.json: no such file\n"),
            await CommandLineRun.RunAsync("config", "validate", "--config", "/nowhere/x.json"));

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("config", "validate", "--what")]
    [InlineData("config")]
    [InlineData]
    public async Task Wrong_usage_exits_with_two(params string[] arguments) =>
        Assert.Equal(2, (await CommandLineRun.RunAsync(arguments)).ExitCode);

    [Theory]
    [InlineData("--help")]
    [InlineData("check", "--help")]
    [InlineData("config", "validate", "--help")]
    [InlineData("--version")]
    public async Task Asking_for_help_is_no_error(params string[] arguments)
    {
        CommandLineRun run = await CommandLineRun.RunAsync(arguments);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.NotEmpty(run.Output);
    }
}
