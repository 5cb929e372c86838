using System.Collections.Immutable;

namespace WireProxy.Sql.Analysis;

/// <summary>What lineage needs of a catalog.</summary>
public interface IRelationShapes
{
    /// <summary>
    /// The relation that the name stands for in the session, or null where it is not known. A view is a relation as any other.
    /// </summary>
    RelationShape? Find(SqlName name);
}

/// <summary>The columns of a relation as <c>*</c> lists them: in order, without invisible ones.</summary>
/// <param name="Columns">The names as the catalog has them.</param>
public sealed record RelationShape(ImmutableArray<string> Columns);
