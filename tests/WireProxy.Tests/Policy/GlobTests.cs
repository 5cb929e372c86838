using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using WireProxy.Policy;

namespace WireProxy.Tests.Policy;

public sealed class GlobTests
{
    private static readonly Gen<string> Patterns = Texts('a', 'b', '*');
    private static readonly Gen<string> Names = Texts('a', 'b');

    [Fact]
    public void Globs_mean_what_the_equal_regular_expression_means() =>
        Prop.ForAll(Patterns.Zip(Names).ToArbitrary(), pair =>
        {
            string expression = $"^{Regex.Escape(pair.Item1).Replace("\\*", ".*", StringComparison.Ordinal)}$";
            return Glob.Matches(pair.Item1, pair.Item2) == Regex.IsMatch(pair.Item2, expression, RegexOptions.Singleline);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void A_name_matches_itself_with_any_run_of_it_replaced_by_a_star() =>
        Prop.ForAll(Names.Zip(Gen.Choose(0, 8).Zip(Gen.Choose(0, 8))).ToArbitrary(), pair =>
        {
            (string name, (int from, int to)) = pair;
            (from, to) = (Math.Min(Math.Min(from, to), name.Length), Math.Min(Math.Max(from, to), name.Length));
            return Glob.Matches($"{name[..from]}*{name[to..]}", name);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Many_stars_against_a_long_name_take_no_exponential_time()
    {
        string pattern = string.Concat(Enumerable.Repeat("a*", 500)) + "b";
        Assert.False(Glob.Matches(pattern, new string('a', 5000)));
    }

    [Fact]
    public void Case_counts_unless_told_otherwise()
    {
        Assert.False(Glob.Matches("Ab*", "abc"));
        Assert.True(Glob.Matches("Ab*", "abc", StringComparison.OrdinalIgnoreCase));
    }

    private static Gen<string> Texts(params char[] alphabet) =>
        Gen.Choose(0, 8).SelectMany(length => Gen.Elements(alphabet).ArrayOf(length)).Select(chars => new string(chars));
}
