using System.Text;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.Lexing;

public sealed class PostgresKeywordTests
{
    public static TheoryData<string> Spellings =>
        [.. Enum.GetValues<PostgresKeyword>().Where(keyword => keyword != PostgresKeyword.None).Select(PostgresKeywords.Spelling)];

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Every_keyword_is_found_in_any_case_and_nothing_near_it(string spelling)
    {
        PostgresKeyword lower = PostgresKeywords.Find(Encoding.ASCII.GetBytes(spelling));
        Assert.Equal(spelling, PostgresKeywords.Spelling(lower));
        Assert.Equal(lower, PostgresKeywords.Find(Encoding.ASCII.GetBytes(spelling.ToUpperInvariant())));
        Assert.Equal(PostgresKeyword.None, PostgresKeywords.Find(Encoding.ASCII.GetBytes(spelling + "x")));
        Assert.Equal(PostgresKeyword.None, PostgresKeywords.Find(Encoding.ASCII.GetBytes("x" + spelling)));
    }

    [Theory]
    [InlineData("current_date", nameof(KeywordClass.Reserved))]
    [InlineData("with", nameof(KeywordClass.Reserved))]
    [InlineData("authorization", nameof(KeywordClass.TypeOrFunctionName))]
    [InlineData("verbose", nameof(KeywordClass.TypeOrFunctionName))]
    [InlineData("between", nameof(KeywordClass.ColumnName))]
    [InlineData("xmltable", nameof(KeywordClass.ColumnName))]
    [InlineData("abort", nameof(KeywordClass.Unreserved))]
    [InlineData("orders", nameof(KeywordClass.Unreserved))]
    public void Keywords_have_the_class_of_kwlist(string word, string expected) =>
        Assert.Equal(expected, PostgresKeywords.Find(Encoding.ASCII.GetBytes(word)).Class().ToString());
}
