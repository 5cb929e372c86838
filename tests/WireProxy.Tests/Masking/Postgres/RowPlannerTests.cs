using System.Collections.Immutable;
using WireProxy.Masking;
using WireProxy.Masking.Postgres;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Sql.Analysis;
using WireProxy.Tests.Sessions.Postgres;
using MaskedValues = WireProxy.Tests.Masking.Postgres.Values.Masked;

namespace WireProxy.Tests.Masking.Postgres;

public sealed class RowPlannerTests
{
    private const uint Customers = 100;
    private const uint Plain = 200;

    private static readonly CatalogSnapshot Catalog = CatalogSnapshot.Of(1, DateTimeOffset.UnixEpoch,
    [
        KeyValuePair.Create(Customers, new RelationFacts(new SqlName("public", "customers"), 3,
            ImmutableDictionary<short, MaskSpec>.Empty.Add(3, new MaskSpec(MaskKind.Last4)))),
        KeyValuePair.Create(Plain, new RelationFacts(new SqlName("public", "plain"), 2, ImmutableDictionary<short, MaskSpec>.Empty)),
    ], []);

    private readonly RowPlanner _planner = new(MaskedValues.Key);

    /// <summary>Origin of a column, what is proven of the statement, and what becomes of the value 123-45-6789.</summary>
    [Theory]
    [InlineData(Customers, 3, Exposure.ProvenClean, "*******6789")]
    [InlineData(Customers, 3, Exposure.Unproven, "*******6789")]
    [InlineData(Customers, 1, Exposure.Unproven, "123-45-6789")]
    [InlineData(Customers, 4, Exposure.ProvenClean, "****")]
    [InlineData(Customers, short.MaxValue, Exposure.ProvenClean, "****")]
    [InlineData(Customers, 0, Exposure.ProvenClean, null)]
    [InlineData(Customers, -1, Exposure.Unproven, "123-45-6789")]
    [InlineData(Customers, -7, Exposure.Unproven, "123-45-6789")]
    [InlineData(Plain, 1, Exposure.Unproven, "123-45-6789")]
    [InlineData(Plain, 0, Exposure.Unproven, "123-45-6789")]
    [InlineData(Plain, 3, Exposure.ProvenClean, "****")]
    [InlineData(999, 1, Exposure.ProvenClean, "****")]
    [InlineData(999, 0, Exposure.ProvenClean, "****")]
    [InlineData(0, 0, Exposure.Unproven, "****")]
    [InlineData(0, 0, Exposure.ProvenClean, "123-45-6789")]
    [InlineData(0, 3, Exposure.Unproven, "****")]
    internal void The_origin_decides_and_where_there_is_none_what_is_proven(uint table, int attribute, Exposure computed, string? seen) =>
        Assert.Equal(seen, Rewrite(Catalog, computed, ("x", table, attribute)));

    [Fact]
    public void Where_nothing_is_known_everything_is_masked_that_is_not_proven_clean()
    {
        Assert.Equal("****", Rewrite(CatalogSnapshot.Unknown, Exposure.Unproven, ("x", Plain, 1)));
        Assert.Equal("****", Rewrite(CatalogSnapshot.Unknown, Exposure.Unproven, ("x", 0, 0)));
        Assert.Equal("****", Rewrite(CatalogSnapshot.Unknown, Exposure.ProvenClean, ("x", Plain, 0)));
    }

    [Fact]
    public void Results_without_masks_are_not_rewritten() => Assert.Same(
        RowPlan.Unchanged, Plan(Catalog, Exposure.ProvenClean, ("a", Plain, 1), ("b", 0, 0), ("c", Customers, 2)));

    [Fact]
    public void The_names_of_masked_columns_are_kept_for_the_record() => Assert.Equal(
        ["s", "c"], Plan(Catalog, Exposure.Unproven, ("s", Customers, 3), ("n", Customers, 2), ("c", 0, 0)).MaskedColumns);

    [Fact]
    public void A_result_described_before_is_answered_from_memory_and_only_for_the_same_facts()
    {
        RowPlan first = Plan(Catalog, Exposure.Unproven, ("x", 0, 0));
        Assert.Same(first, Plan(Catalog, Exposure.Unproven, ("x", 0, 0)));
        Assert.Same(RowPlan.Unchanged, Plan(Catalog, Exposure.ProvenClean, ("x", 0, 0)));
        Assert.NotSame(first, Plan(CatalogSnapshot.Unknown, Exposure.Unproven, ("x", 0, 0)));
        Assert.NotSame(first, Plan(Catalog, Exposure.Unproven, ("y", 0, 0)));
        Assert.Same(first, Plan(Catalog, Exposure.Unproven, ("x", 0, 0)));
        for (int i = 0; i < 10; i++)
            Plan(Catalog, Exposure.Unproven, ($"other{i}", 0, 0));
        Assert.NotSame(first, Plan(Catalog, Exposure.Unproven, ("x", 0, 0)));
    }

    private RowPlan Plan(CatalogSnapshot catalog, Exposure computed, params (string, uint, int)[] columns) =>
        _planner.Plan(Backend.Row(columns).AsSpan(FrameHeader.Size), catalog, computed == Exposure.ProvenClean ? OutputMasks.Clean : OutputMasks.Unknown, default);

    private string? Rewrite(CatalogSnapshot catalog, Exposure computed, (string, uint, int) column)
    {
        byte[] row = Backend.Data("123-45-6789");
        if (Plan(catalog, computed, column).Rewriter is { } rewriter)
        {
            var output = new System.Buffers.ArrayBufferWriter<byte>();
            rewriter.Rewrite(row.AsSpan(FrameHeader.Size), output);
            row = output.WrittenSpan.ToArray();
        }
        return row.Length == 11 ? null : Frames.Text(row[11..]);
    }
}
