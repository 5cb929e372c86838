using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Tests.Lineages;

/// <summary>The relations of queries.sql; pg_class exists and its columns are not known.</summary>
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

    public RelationShape? Find(SqlName name) =>
        Relations.GetValueOrDefault(name with { Schema = name.Schema ?? "public" });
}
