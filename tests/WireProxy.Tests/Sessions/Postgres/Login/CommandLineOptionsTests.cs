using WireProxy.Sessions.Postgres.Login;

namespace WireProxy.Tests.Sessions.Postgres.Login;

/// <summary>The server splits <c>options</c> at blanks, takes a backslash for the next character, and reads it with getopt.</summary>
public sealed class CommandLineOptionsTests
{
    private static readonly HashSet<string> Allowed = new(StringComparer.OrdinalIgnoreCase) { "search_path", "work_mem", "options", "user" };

    [Theory]
    [InlineData("")]
    [InlineData("  \t\n ")]
    [InlineData("-c search_path=a")]
    [InlineData("-csearch_path=a")]
    [InlineData("--search_path=a")]
    [InlineData("--search-path=a")]
    [InlineData("--work-mem=1 -c work_mem=2")]
    [InlineData("-c SEARCH_PATH=a")]
    [InlineData("\t-c\tsearch_path=a\n-c\rwork_mem=1\f-c\vwork_mem=2")]
    [InlineData(@"-c search_path=a\ b\\")]
    [InlineData("-c search_path=-crole=x")]
    [InlineData("-c search_path=a=b")]
    [InlineData("-c search_path")]
    public void Allowed_settings_pass_in_every_spelling(string options) => Assert.Null(CommandLineOptions.FindForbidden(options, Allowed));

    [Theory]
    [InlineData("-c role=admin")]
    [InlineData("-crole=admin")]
    [InlineData("--role=admin")]
    [InlineData("-c search_path=a -c role=admin")]
    [InlineData("-c search_path=a --role=admin")]
    [InlineData("-c\trole=admin")]
    [InlineData("-c\nrole=admin")]
    [InlineData("-c\vrole=admin")]
    [InlineData(@"-c ro\le=admin")]
    [InlineData(@"\-c role=admin")]
    [InlineData(@"-\c role=admin")]
    [InlineData(@"-c\ role=admin")]
    [InlineData("--session-preload-libraries=evil")]
    [InlineData("--session_preload-libraries=evil")]
    [InlineData("--Session-Preload-Libraries=evil")]
    [InlineData("-c session_preload_libraries=evil")]
    [InlineData("-c")]
    [InlineData("-c -c")]
    [InlineData("--")]
    [InlineData("-")]
    [InlineData("-- role=admin")]
    [InlineData("-d 5")]
    [InlineData("-e")]
    [InlineData("-ec role=admin")]
    [InlineData("-W 1")]
    [InlineData("-f s")]
    [InlineData("-B 10")]
    [InlineData("-C config_file")]
    [InlineData("role=admin")]
    [InlineData("search_path=a")]
    [InlineData("-c options=x")]
    [InlineData("-c user=x")]
    [InlineData("--=x")]
    [InlineData("-c =x")]
    [InlineData(@"-c role\=admin")]
    public void Everything_else_is_forbidden(string options) => Assert.NotNull(CommandLineOptions.FindForbidden(options, Allowed));
}
