using WireProxy.Policy;
using WireProxy.Sql.Analysis;

namespace WireProxy.Tests.Policy;

public sealed class NamePatternTests
{
    [Theory]
    [InlineData("staff", "staff", true)]
    [InlineData("staff", "hr.staff", true)]
    [InlineData("staff", "hr.Staff", false)]
    [InlineData("staff", "staff2", false)]
    [InlineData("*", "anything", true)]
    [InlineData("*", "any.thing", true)]
    [InlineData("hr.*", "hr.salaries", true)]
    [InlineData("hr.*", "sales.orders", false)]
    [InlineData("hr.*", "salaries", true)]
    [InlineData("hr.staff", "staff", true)]
    [InlineData("hr.staff", "orders", false)]
    [InlineData("*.staff", "hr.staff", true)]
    [InlineData("h*.s*f", "hr.staff", true)]
    [InlineData("log_*", "log_2024", true)]
    // PostgreSQL folds what is not quoted, and so does a pattern; a name that kept its case was quoted.
    [InlineData("Staff", "staff", true)]
    [InlineData("Staff", "Staff", true)]
    [InlineData("Staff", "STAFF", false)]
    [InlineData("\"Staff\"", "Staff", true)]
    [InlineData("\"Staff\"", "staff", false)]
    [InlineData("hr.\"a*b\"", "hr.a*b", true)]
    [InlineData("hr.\"a*b\"", "hr.axb", false)]
    [InlineData("\"say \"\"hi\"\"\"", "say \"hi\"", true)]
    public void Qualified_patterns_match_names(string pattern, string name, bool matches)
    {
        Assert.True(QualifiedPattern.TryParse(pattern, out QualifiedPattern? parsed, out _));
        Assert.Equal(matches, parsed.Matches(Statements.Name(name)));
    }

    /// <summary>DROP SCHEMA hr, GRANT ON ALL TABLES IN SCHEMA hr and the like; without a schema, whatever is in the database.</summary>
    [Theory]
    [InlineData("staff", "hr", true, false)]
    [InlineData("hr.staff", "hr", true, false)]
    [InlineData("hr.*", "hr", true, true)]
    [InlineData("h*.a*", "hr", true, false)]
    [InlineData("sales.*", "hr", false, false)]
    [InlineData("*", "hr", true, true)]
    [InlineData("\"*\"", "hr", true, false)]
    [InlineData("hr.*", null, true, false)]
    [InlineData("*", null, true, true)]
    [InlineData("*.*", null, true, true)]
    public void Every_relation_of_a_schema_is_what_any_pattern_there_names(string pattern, string? schema, bool matches, bool covers)
    {
        Assert.True(QualifiedPattern.TryParse(pattern, out QualifiedPattern? parsed, out _));
        var every = new SqlName(schema, SqlName.Every);
        Assert.Equal(matches, parsed.MatchesRelation(every, null));
        Assert.Equal(covers, parsed.Covers(every, null));
    }

    [Fact]
    public void A_dot_in_quotes_belongs_to_the_name()
    {
        Assert.True(QualifiedPattern.TryParse("\"a.b\"", out QualifiedPattern? parsed, out _));
        Assert.Null(parsed.Schema);
        Assert.True(parsed.Matches(new(null, "a.b")));
        Assert.True(parsed.Matches(new("s", "a.b")));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a..b")]
    [InlineData("a.b.c")]
    [InlineData("\"a")]
    [InlineData("a\"")]
    [InlineData("\"\"")]
    [InlineData("\"a\"b")]
    [InlineData("\"a\"\"")]
    [InlineData("a b")]
    [InlineData(" a")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public void Other_qualified_patterns_are_refused(string pattern) =>
        Assert.False(QualifiedPattern.TryParse(pattern, out _, out _));

    [Theory]
    [InlineData("public.customers.ssn", "public", "customers", "ssn", true)]
    [InlineData("public.customers.ssn", "other", "customers", "ssn", false)]
    [InlineData("*.customers.email", "other", "customers", "email", true)]
    [InlineData("customers.ssn", "other", "customers", "ssn", true)]
    [InlineData("customers.ssn", "other", "clients", "ssn", false)]
    [InlineData("*.*.ssn", "a", "b", "ssn", true)]
    [InlineData("customers.*", "a", "customers", "x", true)]
    public void Column_patterns_match_columns_of_the_catalog(string pattern, string schema, string relation, string column, bool matches)
    {
        Assert.True(ColumnPattern.TryParse(pattern, out ColumnPattern? parsed, out _));
        Assert.Equal(matches, parsed.Matches(schema, relation, column));
    }

    [Theory]
    [InlineData("public.customers.ssn", "customers", "ssn", true)]
    [InlineData("public.customers.ssn", "customers", "*", true)]
    [InlineData("public.customers.ssn", "public.customers", "*", true)]
    [InlineData("public.customers.ssn", "other.customers", "*", false)]
    [InlineData("public.customers.ssn", "orders", "ssn", false)]
    [InlineData("public.customers.ssn", "customers", "id", false)]
    public void Columns_of_a_statement_may_be_masked_ones(string pattern, string relation, string column, bool may)
    {
        Assert.True(ColumnPattern.TryParse(pattern, out ColumnPattern? parsed, out _));
        Assert.Equal(may, parsed.MayBe(Statements.Name(relation), column));
    }

    [Theory]
    [InlineData("ssn")]
    [InlineData("a.b.c.d")]
    [InlineData("a..c")]
    public void Other_column_patterns_are_refused(string pattern) =>
        Assert.False(ColumnPattern.TryParse(pattern, out _, out _));
}
