using WireProxy.Sql.Analysis;
using WireProxy.Sql.Parsing.Lineages;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>Follows what these readers have read.</summary>
internal static class PostgresLineage
{
    public static LineageResolver Resolver(IRelationShapes? shapes, Func<SqlName, bool> isPure)
    {
        var bodies = new BodyReader(isPure, shapes);
        return new LineageResolver(shapes, PostgresNames.Instance) { Bodies = new RoutineBodies(bodies.Result, bodies.Values) };
    }
}
