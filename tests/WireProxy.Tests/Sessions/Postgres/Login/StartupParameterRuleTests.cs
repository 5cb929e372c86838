using System.Text;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Sessions.Postgres.Login;

namespace WireProxy.Tests.Sessions.Postgres.Login;

public sealed class StartupParameterRuleTests
{
    [Theory]
    [InlineData("database\0shop")]
    [InlineData("application_name\0psql\0client_encoding\0UTF8\0DateStyle\0ISO\0TimeZone\0UTC\0extra_float_digits\03")]
    [InlineData("datestyle\0ISO")]
    [InlineData("search_path\0a, b")]
    [InlineData("options\0-c search_path=a,b --work-mem=1MB -cstatement_timeout=5s")]
    [InlineData("options\0")]
    [InlineData("_pq_.anything\01")]
    [InlineData("replication\0false")]
    [InlineData("replication\0OFF")]
    [InlineData("replication\00")]
    public void Harmless_parameters_pass(string pairs) => Assert.Null(Fault("user\0ann\0" + pairs + "\0"));

    [Theory]
    [InlineData("role\0admin", "role")]
    [InlineData("ROLE\0admin", "ROLE")]
    [InlineData("session_authorization\0admin", "session_authorization")]
    [InlineData("session_preload_libraries\0evil", "session_preload_libraries")]
    [InlineData("local_preload_libraries\0evil", "local_preload_libraries")]
    [InlineData("is_superuser\0on", "is_superuser")]
    [InlineData("log_statement\0all", "log_statement")]
    [InlineData("made.up\0x", "made.up")]
    [InlineData("replication\0true", "replication")]
    [InlineData("replication\0database", "replication")]
    [InlineData("replication\01", "replication")]
    [InlineData("replication\0on", "replication")]
    [InlineData("replication\0o", "replication")]
    [InlineData("replication\0", "replication")]
    [InlineData("options\0-c role=admin", "role=admin")]
    public void Everything_else_is_refused_by_name(string pairs, string name)
    {
        string? fault = Fault("user\0ann\0" + pairs + "\0");
        Assert.NotNull(fault);
        Assert.Contains(name, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("database\0shop\0")]
    [InlineData("user\0\0")]
    public void A_user_is_required(string pairs) => Assert.Contains("no PostgreSQL user name", Fault(pairs), StringComparison.Ordinal);

    [Fact]
    public void The_last_of_a_repeated_parameter_is_judged()
    {
        Assert.Null(Fault("user\0ann\0replication\0true\0replication\0false\0"));
        Assert.NotNull(Fault("user\0ann\0replication\0false\0replication\0true\0"));
    }

    private static string? Fault(string pairs) =>
        StartupParameterRule.FindFault(StartupParameters.Parse(Encoding.UTF8.GetBytes(pairs + "\0")));
}
