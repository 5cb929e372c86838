using System.Collections.Immutable;

namespace WireProxy.Sql.Analysis;

/// <summary>What lineage needs of a catalog.</summary>
public interface IRelationShapes
{
    /// <summary>
    /// The relation that the name stands for in the session, or null where it is not known. A view is a relation as any other.
    /// </summary>
    RelationShape? Find(SqlName name);

    /// <summary>Whether a function of this name is stored that <see cref="FindRoutines"/> may know.</summary>
    bool HasRoutine(SqlName name) => false;

    /// <summary>All functions that a call with so many arguments may mean, whatever their types; null where they are not known.</summary>
    ImmutableArray<Routine>? FindRoutines(SqlName name, int arguments) => null;

    /// <summary>The fields of a column of a composite type; null where it has another type, or it is not known.</summary>
    ImmutableArray<string>? FieldsOf(SourceColumn column) => null;
}

/// <summary>The columns of a relation as <c>*</c> lists them: in order, without invisible ones.</summary>
/// <param name="Columns">The names as the catalog has them.</param>
public sealed record RelationShape(ImmutableArray<string> Columns);
