using System.Text;
using WireProxy.Sessions.MySql.Statements;
using WireProxy.Sql.Lexing;

namespace WireProxy.Tests.Sessions.MySql.Statements;

public sealed class ServerVersionsTests
{
    [Theory]
    [InlineData("5.5.5-10.11.19-MariaDB-0+deb12u1", ServerFamily.MariaDb, 101119)]
    [InlineData("11.8.2-MariaDB", ServerFamily.MariaDb, 110802)]
    [InlineData("10.6.18-MariaDB-log", ServerFamily.MariaDb, 100618)]
    [InlineData("8.4.3", ServerFamily.MySql, 80403)]
    [InlineData("9.7.4-2", ServerFamily.MySql, 90704)]
    [InlineData("8.0.36-28", ServerFamily.MySql, 80036)]
    [InlineData("8.0.41-0ubuntu0.22.04.1", ServerFamily.MySql, 80041)]
    [InlineData("5.7.44-log", ServerFamily.MySql, 50744)]
    [InlineData("5.7.25-TiDB-v7.1.0", ServerFamily.Unknown, 0)]
    [InlineData("8.0.30-Vitess", ServerFamily.Unknown, 0)]
    [InlineData("8.0.mysql_aurora.3.04.0", ServerFamily.Unknown, 0)]
    [InlineData("8.0", ServerFamily.Unknown, 0)]
    [InlineData("8.0.100", ServerFamily.Unknown, 0)]
    [InlineData("", ServerFamily.Unknown, 0)]
    [InlineData("MariaDB", ServerFamily.Unknown, 0)]
    [InlineData("8..1", ServerFamily.Unknown, 0)]
    public void Only_servers_that_are_known_for_sure_have_a_family(string text, ServerFamily family, int number) =>
        Assert.Equal(new ServerVersion(family, number), ServerVersions.Read(Encoding.ASCII.GetBytes(text)));
}
