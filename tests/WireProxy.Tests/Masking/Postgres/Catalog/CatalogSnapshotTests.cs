using System.Collections.Immutable;
using WireProxy.Masking;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Sql.Analysis;

namespace WireProxy.Tests.Masking.Postgres.Catalog;

public sealed class CatalogSnapshotTests
{
    private static readonly ImmutableDictionary<short, MaskSpec> Masked =
        ImmutableDictionary<short, MaskSpec>.Empty.Add(1, new MaskSpec(MaskKind.Full));

    private static readonly CatalogSnapshot Snapshot = Of(
        (1, "public", "t", Clean), (2, "secret", "t", Masked), (3, "public", "u", Clean), (4, "pg_catalog", "pg_statistic", Masked));

    private static ImmutableDictionary<short, MaskSpec> Clean => ImmutableDictionary<short, MaskSpec>.Empty;

    [Theory]
    [InlineData("public", "t", NameExposure.Clean)]
    [InlineData("secret", "t", NameExposure.Masked)]
    [InlineData(null, "t", NameExposure.Masked)]
    [InlineData(null, "u", NameExposure.Clean)]
    [InlineData("secret", "u", NameExposure.Unknown)]
    [InlineData(null, "T", NameExposure.Unknown)]
    [InlineData(null, "pg_statistic", NameExposure.Masked)]
    internal void A_name_without_a_schema_is_the_worst_of_all_schemas(string? schema, string name, NameExposure exposure) =>
        Assert.Equal(exposure, Snapshot.ExposureOf(new SqlName(schema, name)));

    [Fact]
    public void The_servers_own_relations_do_not_make_a_database_masked()
    {
        Assert.True(Snapshot.HasMasks);
        Assert.False(Of((1, "public", "t", Clean), (4, "pg_catalog", "pg_statistic", Masked)).HasMasks);
    }

    [Fact]
    public void Nothing_is_known_of_the_unknown()
    {
        Assert.True(CatalogSnapshot.Unknown.IsUnknown);
        Assert.Null(CatalogSnapshot.Unknown.Find(1));
        Assert.Equal(NameExposure.Unknown, CatalogSnapshot.Unknown.ExposureOf(new SqlName("public", "t")));
    }

    [Fact]
    public void No_two_readings_are_the_same() => Assert.NotEqual(Of().Reading, Of().Reading);

    private static CatalogSnapshot Of(params (uint Oid, string Schema, string Name, ImmutableDictionary<short, MaskSpec> Masks)[] relations) =>
        CatalogSnapshot.Of(1, DateTimeOffset.UnixEpoch, relations.Select(relation => KeyValuePair.Create(
            relation.Oid, new RelationFacts(new SqlName(relation.Schema, relation.Name), 1, relation.Masks))), []);
}
