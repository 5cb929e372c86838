using System.Reflection;
using WireProxy.Audit;
using WireProxy.Audit.Postgres;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Sessions;
using WireProxy.Sql.Analysis;

namespace WireProxy.Tests.Architecture;

/// <summary>The arrows between the parts: who may know whom, and who may touch a socket.</summary>
public sealed class DependencyTests
{
    private static readonly Assembly Program = typeof(Session).Assembly;

    [Theory]
    [InlineData(typeof(PostgresAnalyzer))]
    [InlineData(typeof(PostgresConversation))]
    [InlineData(typeof(PacketHeader))]
    [InlineData(typeof(AuditLog))]
    public void The_parts_below_the_program_know_none_of_the_others(Type part) =>
        Assert.DoesNotContain(AssemblyFacts.References(part.Assembly), name => name.StartsWith("wireproxy", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void The_program_knows_the_parts() => Assert.Equal(
        ["WireProxy.Audit", "WireProxy.Audit.Postgres", "WireProxy.Protocols.MySql", "WireProxy.Protocols.Postgres", "WireProxy.Sql"],
        AssemblyFacts.References(Program).Where(static name => name.StartsWith("WireProxy.", StringComparison.Ordinal)).Order());

    [Fact]
    public void A_store_of_its_own_knows_the_audit_library_only() => Assert.Equal(
        ["WireProxy.Audit"],
        AssemblyFacts.References(typeof(PostgresAuditStore).Assembly).Where(static name => name.StartsWith("wireproxy", StringComparison.OrdinalIgnoreCase)));

    [Theory]
    [InlineData(typeof(PostgresConversation))]
    [InlineData(typeof(PacketHeader))]
    [InlineData(typeof(PostgresAnalyzer))]
    public void Protocols_and_analysis_own_no_socket_no_task_and_no_logger(Type part)
    {
        string[] references = AssemblyFacts.References(part.Assembly);
        Assert.NotEmpty(references);
        Assert.DoesNotContain(references, name => name.StartsWith("System.Net", StringComparison.Ordinal));
        Assert.DoesNotContain(references, name => name.StartsWith("Microsoft.", StringComparison.Ordinal));
        string[] used = AssemblyFacts.UsedTypes(part.Assembly);
        Assert.Contains("System.Object", used);
        Assert.DoesNotContain(used, name => name.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal));
        Assert.DoesNotContain(used, name => name.StartsWith("System.IO.", StringComparison.Ordinal));
        Assert.DoesNotContain("System.Threading.Thread", used);
        Assert.DoesNotContain("System.Threading.ThreadPool", used);
    }

    [Theory]
    [InlineData("System.Net.Sockets.Socket")]
    [InlineData("System.Net.Sockets.NetworkStream")]
    [InlineData("System.Net.Security.SslStream")]
    public void Only_the_transport_opens_sockets_and_streams_over_them(string type) =>
        Assert.Equal(["WireProxy.Transport"], AssemblyFacts.Makers(Program, type));

    [Theory]
    [InlineData("System.Net.Sockets.TcpClient")]
    [InlineData("System.Net.Sockets.TcpListener")]
    public void There_is_no_other_way_to_a_socket(string type) => Assert.Empty(AssemblyFacts.Makers(Program, type));

    [Fact]
    public void The_scan_finds_what_it_looks_for() =>
        Assert.Contains("WireProxy.Tests.Sessions", AssemblyFacts.Makers(typeof(DependencyTests).Assembly, "System.Net.Sockets.Socket"));

    /// <summary>Sessions use them; they use no session.</summary>
    [Theory]
    [InlineData("WireProxy.Masking")]
    [InlineData("WireProxy.Policy")]
    [InlineData("WireProxy.Recording")]
    [InlineData("WireProxy.Configuration")]
    [InlineData("WireProxy.Transport")]
    public void What_sessions_are_made_of_knows_no_session(string part)
    {
        string[] mentioned = AssemblyFacts.MentionedNamespaces(Program, part);
        Assert.Contains(part, mentioned);
        Assert.DoesNotContain(mentioned, name => AssemblyFacts.IsWithin(name, "WireProxy.Sessions"));
    }

    [Fact]
    public void Relays_see_no_connection()
    {
        Type[] relays = [.. Program.GetTypes().Where(type => typeof(IFrameRelay).IsAssignableFrom(type) && type.IsClass)];
        Assert.True(relays.Length >= 2);
        foreach (ParameterInfo parameter in relays.SelectMany(relay => relay.GetConstructors()).SelectMany(constructor => constructor.GetParameters()))
            Assert.False(AssemblyFacts.IsWithin(parameter.ParameterType.Namespace, "WireProxy.Transport"), $"{parameter.Member.DeclaringType} takes {parameter}");
    }
}
