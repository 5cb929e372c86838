using WireProxy.Configuration;
using WireProxy.Policy;

namespace WireProxy.Cli.Check;

/// <summary>How the texts of an endpoint are checked: its protocol decides.</summary>
internal static class StatementChecks
{
    /// <param name="protocol">Whose statements they are.</param>
    /// <param name="policies">All policies.</param>
    /// <param name="facts">The session, as far as it is known.</param>
    public static IStatementCheck Of(EndpointProtocol protocol, PolicySnapshot policies, SessionFacts facts) => protocol switch
    {
        EndpointProtocol.Postgres => new PostgresCheck(policies.ForSession(facts)),
        // A session can reach any database: which policies hold its statements decide.
        EndpointProtocol.MySql => new MySqlCheck(policies.ForSession(facts with { Database = null }), facts.Database),
        _ => throw new ArgumentOutOfRangeException(nameof(protocol)),
    };
}
