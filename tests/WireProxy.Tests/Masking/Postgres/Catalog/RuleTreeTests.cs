using WireProxy.Masking.Postgres.Catalog;

namespace WireProxy.Tests.Masking.Postgres.Catalog;

public sealed class RuleTreeTests
{
    /// <summary>Every tree with its output columns: table.column, or - where the column is computed.</summary>
    public static TheoryData<string, string> Trees => new()
    {
        { GoldenTrees.Renamed, "1=16412.3 2=16412.2 3=16412.1" },
        { GoldenTrees.Computed, "1=- 2=- 3=- 4=- 5=-" },
        { GoldenTrees.United, "1=-" },
        { GoldenTrees.WithCte, "1=16412.3 2=-" },
        { GoldenTrees.OverView, "1=16427.1" },
        { GoldenTrees.Whole, "1=16412.0 2=16412.-1" },
        { GoldenTrees.Junk, "1=16412.2" },
        { GoldenTrees.Constant, "1=- 2=-" },
        { GoldenTrees.Joined, "1=16419.1 2=16412.3" },
    };

    [Theory]
    [MemberData(nameof(Trees))]
    public void Origins_are_read_from_a_servers_own_trees(string tree, string origins) => Assert.Equal(origins, Read(tree));

    [Theory]
    [MemberData(nameof(Trees))]
    public void Truncated_at_every_position_nothing_is_read(string tree, string origins)
    {
        Assert.NotEmpty(origins);
        int end = tree.LastIndexOf('}');
        for (int length = 0; length <= end; length++)
            Assert.Null(Read(tree[..length]));
    }

    /// <summary>A column that is named like a field of the tree makes the reader give up, never err.</summary>
    [Fact]
    public void Columns_named_like_fields_are_not_mistaken_for_them() => Assert.Null(Read(GoldenTrees.FieldNames));

    [Theory]
    [InlineData("")]
    [InlineData("()")]
    [InlineData("<>")]
    [InlineData("({QUERY})")]
    [InlineData("({QUERY :targetList ({TARGETENTRY :resno 1 :resorigtbl 1 :resorigcol 1})})")]
    [InlineData("({QUERY :targetList ({TARGETENTRY :resno 1 :resorigtbl 1 :resjunk false})})")]
    [InlineData("({QUERY :targetList ({TARGETENTRY :resno 1 :resorigtbl x :resorigcol 1 :resjunk false})})")]
    [InlineData("({QUERY :targetList ({TARGETENTRY :resno 99999 :resorigtbl 1 :resorigcol 1 :resjunk false})})")]
    [InlineData("({QUERY :targetList ({TARGETENTRY :resno 1 :resorigtbl 1 :resorigcol 1 :resjunk false} {TARGETENTRY :resno 1 :resorigtbl 1 :resorigcol 1 :resjunk false})})")]
    [InlineData("({QUERY :targetList ({TARGETENTRY :resno 1 :resorigtbl 1 :resorigcol 1 :resjunk false})} {QUERY :targetList <>})")]
    [InlineData("({QUERY :targetList ({TARGETENTRY :resno 1 :resorigtbl 1 :resorigcol 1 :resjunk false})}}")]
    public void Trees_that_it_does_not_know_tell_nothing(string tree) => Assert.Null(Read(tree));

    [Fact]
    public void Mutated_trees_never_throw()
    {
        var random = new Random(20240229);
        int known = 0, unknown = 0;
        for (int round = 0; round < 3000; round++)
        {
            char[] tree = GoldenTrees.Renamed.ToCharArray();
            int at = random.Next(tree.Length);
            tree[at] = " {}()\\:<>0123456789abc"[random.Next(22)];
            if (RuleTree.ReadOrigins(tree) is null)
                unknown++;
            else
                known++;
        }
        Assert.True(known > 0 && unknown > 0, $"{known} known, {unknown} unknown");
    }

    private static string? Read(string tree) => RuleTree.ReadOrigins(tree) is not { } origins ? null : string.Join(' ', origins.OrderBy(one => one.Key)
        .Select(one => one.Value.IsComputed ? $"{one.Key}=-" : $"{one.Key}={one.Value.Table}.{one.Value.Column}"));
}
