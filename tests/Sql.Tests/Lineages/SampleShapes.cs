using System.Collections.Immutable;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Tests.Lineages;

/// <summary>The relations of queries.sql; pg_class exists and its columns are not known. customers.city is of a composite type.</summary>
internal sealed class SampleShapes : IRelationShapes
{
    private static readonly Dictionary<SqlName, RelationShape> Relations = new()
    {
        [new SqlName("public", "customers")] = new RelationShape(["id", "name", "ssn", "email", "city"]),
        [new SqlName("public", "orders")] = new RelationShape(["id", "customer_id", "total", "note"]),
        [new SqlName("public", "plain")] = new RelationShape(["note"]),
        [new SqlName("public", "customer_view")] = new RelationShape(["id", "email"]),
        [new SqlName("hr", "staff")] = new RelationShape(["id", "name", "salary"]),
    };

    /// <summary>Stored functions by their names.</summary>
    public ILookup<string, Routine> Routines { get; init; } = Array.Empty<Routine>().ToLookup(static routine => routine.Name.Name);

    public RelationShape? Find(SqlName name) =>
        Relations.GetValueOrDefault(name with { Schema = name.Schema ?? "public" });

    public bool HasRoutine(SqlName name) => Routines.Contains(name.Name);

    public ImmutableArray<Routine>? FindRoutines(SqlName name, int arguments) =>
        [.. Routines[name.Name].Where(routine => routine.LeastArguments <= arguments && arguments <= routine.MostArguments)];

    public ImmutableArray<string>? FieldsOf(SourceColumn column) =>
        column is { Relation.Name: "customers", Column: "city" } ? ["street", "zip"] : null;
}
