using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Policy;
using WireProxy.Tests.Configuration;

namespace WireProxy.Tests.Masking.Postgres.Catalog;

public sealed class CatalogBuilderTests
{
    private readonly CatalogBuilder _builder = new(Masks("""{ "Column": "public.customers.ssn", "With": "Last4" }"""));

    public CatalogBuilderTests() => Add(16412, "customers", "id", "name", "ssn");

    [Fact]
    public void A_mask_is_laid_on_the_columns_that_it_names()
    {
        Add(2, "orders", "id", "ssn");
        Assert.Equal("3:Last4", Of(16412));
        Assert.Equal("", Of(2));
    }

    [Fact]
    public void Of_several_masks_the_strictest_holds()
    {
        var builder = new CatalogBuilder(Masks(
            """{ "Column": "*.customers.ssn", "With": "Email" }, { "Column": "customers.*", "With": { "Kind": "Fixed", "Value": "x" } }, { "Column": "public.customers.ssn", "With": "Last4" }"""));
        builder.AddRelation(1, "public", "customers", 2);
        builder.AddColumn(1, 1, "id");
        builder.AddColumn(1, 2, "ssn");
        Assert.Equal("1:Fixed 2:Fixed", Of(builder, 1));
    }

    [Fact]
    public void Columns_of_unknown_relations_are_left_out()
    {
        _builder.AddColumn(99, 1, "ssn");
        Assert.DoesNotContain(_builder.Build(), relation => relation.Key == 99);
    }

    [Fact]
    public void Children_show_their_parents_columns_under_the_same_names_in_any_order()
    {
        Add(2, "customers_2024", "ssn", "extra", "id", "name");
        Add(3, "customers_2024_01", "name", "id", "ssn");
        _builder.AddInheritance(3, 2);
        _builder.AddInheritance(2, 16412);
        Assert.Equal("1:Last4", Of(2));
        Assert.Equal("3:Last4", Of(3));
    }

    [Fact]
    public void A_child_without_the_column_is_masked_whole()
    {
        Add(2, "odd", "a", "b");
        _builder.AddInheritance(2, 16412);
        Assert.Equal("1:Full 2:Full", Of(2));
    }

    [Fact]
    public void Columns_of_composite_types_know_their_fields()
    {
        _builder.AddComposite(50, 2, "zip", 0);
        _builder.AddComposite(50, 1, "street", 0);
        _builder.AddComposite(16412, 2, "name", 50);
        _builder.AddComposite(16412, 1, "id", 16412);
        _builder.AddComposite(16412, 3, "ssn", 99);
        RelationFacts customers = _builder.Build().Single(relation => relation.Key == 16412).Value;
        Assert.Equal(["street", "zip"], customers.Fields[2]);
        Assert.Equal(["id", "name", "ssn"], customers.Fields[1]);
        Assert.False(customers.Fields.ContainsKey(3));
    }

    [Fact]
    public void Generated_columns_of_masked_ones_show_nothing()
    {
        Add(2, "public_copy", "x");
        _builder.AddGeneratedColumn(16412, 2, 3);
        _builder.AddGeneratedColumn(16412, 1, 2);
        _builder.AddGeneratedColumn(2, 1, 1);
        Assert.Equal("1:Full 2:Full 3:Last4", Of(16412));
        Assert.Equal("", Of(2));
    }

    [Fact]
    public void A_view_shows_what_its_columns_repeat()
    {
        View(16427, "renamed", GoldenTrees.Renamed, 3, 16412);
        Assert.Equal("1:Last4", Of(16427));
    }

    [Fact]
    public void Views_over_views_are_followed_in_any_order()
    {
        View(16451, "over_view", GoldenTrees.OverView, 1, 16427);
        View(16427, "renamed", GoldenTrees.Renamed, 3, 16412);
        Assert.Equal("1:Last4", Of(16451));
    }

    [Fact]
    public void Computed_columns_of_a_view_over_masked_data_show_nothing()
    {
        View(20, "computed", GoldenTrees.Computed, 5, 16412);
        View(21, "united", GoldenTrees.United, 1, 16412);
        Assert.Equal("1:Full 2:Full 3:Full 4:Full 5:Full", Of(20));
        Assert.Equal("1:Full", Of(21));
    }

    [Fact]
    public void A_whole_row_of_masked_data_shows_nothing()
    {
        View(20, "whole", GoldenTrees.Whole, 2, 16412);
        Assert.Equal("1:Full", Of(20));
    }

    [Fact]
    public void Columns_that_repeat_clean_ones_stay_clean()
    {
        Add(16419, "orders", "id", "customer");
        View(20, "joined", GoldenTrees.Joined, 2, 16412, 16419);
        Assert.Equal("2:Last4", Of(20));
    }

    [Fact]
    public void A_view_over_clean_data_is_clean_even_where_it_computes()
    {
        Add(16419, "orders", "id", "customer");
        View(20, "constant", GoldenTrees.Constant, 2, 16419);
        Assert.Equal("", Of(20));
    }

    /// <summary>The queries name relation 0 as what such a view reads: a function can read anything.</summary>
    [Fact]
    public void Computed_columns_of_a_view_that_calls_code_show_nothing()
    {
        Add(16419, "orders", "id", "customer");
        View(20, "constant", GoldenTrees.Constant, 2, 16419, 0);
        Assert.Equal("1:Full 2:Full", Of(20));
    }

    [Fact]
    public void A_view_whose_tree_can_not_be_read_is_masked_whole()
    {
        View(20, "odd", GoldenTrees.FieldNames, 3, 16412);
        View(21, "cut", GoldenTrees.Renamed[..500], 2, 16412);
        Assert.Equal("1:Full 2:Full 3:Full", Of(20));
        Assert.Equal("1:Full 2:Full", Of(21));
    }

    [Fact]
    public void A_view_column_over_a_relation_that_is_not_known_is_masked()
    {
        View(20, "over_view", GoldenTrees.OverView, 1, 16427);
        Assert.Equal("1:Full", Of(20));
    }

    [Fact]
    public void Masks_spread_from_a_view_through_a_generated_column_of_a_child()
    {
        Add(2, "child", "id", "name", "ssn");
        _builder.AddInheritance(2, 16412);
        _builder.AddGeneratedColumn(2, 1, 3);
        Assert.Equal("1:Full 3:Last4", Of(2));
    }

    [Theory]
    [InlineData("pg_catalog", "pg_statistic", "stavalues1", true)]
    [InlineData("pg_catalog", "pg_stats", "most_common_vals", true)]
    [InlineData("pg_catalog", "pg_stat_activity", "query", true)]
    [InlineData("pg_catalog", "pg_prepared_statements", "statement", true)]
    [InlineData("pg_catalog", "pg_largeobject", "data", true)]
    [InlineData("pg_toast", "pg_toast_1", "chunk_data", true)]
    [InlineData("public", "pg_stat_statements", "query", true)]
    [InlineData("public", "pg_stat_activity", "query", false)]
    [InlineData("public", "notes", "data", false)]
    [InlineData("pg_catalog", "pg_class", "relname", false)]
    public void The_servers_own_columns_that_repeat_user_data_show_nothing(string schema, string relation, string column, bool masked)
    {
        _builder.AddRelation(50, schema, relation, 1);
        _builder.AddColumn(50, 1, column);
        Assert.Equal(masked ? "1:Full" : "", Of(50));
    }

    private static System.Collections.Immutable.ImmutableArray<ColumnMask> Masks(string masks) =>
        PolicySnapshot.Compile(Configured.Policies($$"""{ "Name": "p", "Masks": [ {{masks}} ] }"""))
            .ForSession(new SessionFacts("ann", [], "shop", "pg")).Masks;

    private void Add(uint oid, string name, params string[] columns)
    {
        _builder.AddRelation(oid, "public", name, (short)columns.Length);
        for (int i = 0; i < columns.Length; i++)
            _builder.AddColumn(oid, (short)(i + 1), columns[i]);
    }

    private void View(uint oid, string name, string tree, short columns, params uint[] sources)
    {
        _builder.AddRelation(oid, "public", name, columns);
        _builder.AddView(oid, tree);
        foreach (uint source in sources)
            _builder.AddViewSource(oid, source);
    }

    private string Of(uint oid) => Of(_builder, oid);

    private static string Of(CatalogBuilder builder, uint oid)
    {
        RelationFacts facts = Assert.Single(builder.Build(), relation => relation.Key == oid).Value;
        return string.Join(' ', facts.Masks.OrderBy(mask => mask.Key).Select(mask => $"{mask.Key}:{mask.Value.Kind}"));
    }
}
