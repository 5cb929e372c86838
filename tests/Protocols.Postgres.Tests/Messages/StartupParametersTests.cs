using System.Text;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Protocols.Postgres.Tests.Messages;

public sealed class StartupParametersTests
{
    [Fact]
    public void Names_and_values_are_read()
    {
        StartupParameters read = Parse("user\0ann\0database\0shop\0application_name\0psql\0\0");
        Assert.Equal(("ann", "shop", "psql"), (read.User, read.Database, read.ApplicationName));
        Assert.Equal(["user", "database", "application_name"], read.All.Keys);
    }

    [Fact]
    public void The_last_of_a_repeated_name_wins_as_in_the_server()
    {
        StartupParameters read = Parse("user\0ann\0database\0a\0user\0root\0database\0b\0\0");
        Assert.Equal(("root", "b"), (read.User, read.Database));
    }

    [Fact]
    public void The_database_defaults_to_the_user()
    {
        Assert.Equal("ann", Parse("user\0ann\0\0").Database);
        Assert.Equal("ann", Parse("user\0ann\0database\0\0\0").Database);
    }

    [Fact]
    public void Without_parameters_there_is_no_user()
    {
        Assert.Null(Parse("\0").User);
        Assert.Null(Parse("user\0\0\0").User);
        Assert.Null(Parse("USER\0ann\0\0").User);
    }

    [Theory]
    [InlineData("")]
    [InlineData("user\0ann\0")]
    [InlineData("user\0ann")]
    [InlineData("user\0ann\0\0x")]
    [InlineData("user\0ann\0\0\0")]
    [InlineData("user\0ann\0\0user\0root\0\0")]
    [InlineData("user\0ann\0database\0\0")]
    [InlineData("\0\0")]
    [InlineData("x")]
    public void The_terminator_must_be_the_last_byte(string body) =>
        Assert.Throws<PostgresProtocolException>(() => { Parse(body); });

    [Fact]
    public void Truncated_at_every_position_it_is_refused_or_ends_at_a_pair()
    {
        byte[] golden = Encoding.UTF8.GetBytes("user\0ann\0options\0-c x=y\0\0");
        for (int length = 0; length < golden.Length; length++)
            Assert.Throws<PostgresProtocolException>(() => { StartupParameters.Parse(golden.AsSpan(0, length)); });
    }

    private static StartupParameters Parse(string body) => StartupParameters.Parse(Encoding.UTF8.GetBytes(body));
}
