using WireProxy.Recording.Reading;
using WireProxy.Replay.Exporters.Sql;

namespace WireProxy.Tests.Replay.Exporters;

public sealed class SqlStatementTests
{
    private static readonly RecordedParameter Text = new("it's", ParameterForm.Text, null);
    private static readonly RecordedParameter Null = new(null, ParameterForm.Text, "int4");
    private static readonly RecordedParameter Backslash = new(@"a\b", ParameterForm.Text, "text");
    private static readonly RecordedParameter Number = new("-5", ParameterForm.Number, null);
    private static readonly RecordedParameter Bytes = new("00FF", ParameterForm.Bytes, null);
    private static readonly RecordedParameter Unread = new("00", ParameterForm.Unread, null);

    [Fact]
    public void PostgreSQLs_parameters_become_literals_of_their_types_where_they_stand() => Assert.Equal(
        "select 'it''s', NULL::int4,  E'a\\\\b'::text, 'it''s', '$1', \"$2\" /* $3 */;",
        Written(new PostgresDialect(), "select $1, $2, $3, $1, '$1', \"$2\" /* $3 */", Text, Null, Backslash));

    [Fact]
    public void MySQLs_parameters_become_literals_in_their_order() => Assert.Equal(
        "select 'it''s', NULL, 'a\\\\b', -5, x'00FF', '?', `?` # ?\n;",
        Written(new MySqlDialect(), "select ?, ?, ?, ?, ?, '?', `?` # ?", Text, Null, Backslash, Number, Bytes));

    [Theory]
    [InlineData("select 1", "select 1;")]
    [InlineData("select 1; ", "select 1;")]
    [InlineData("select 1 -- why", "select 1 -- why\n;")]
    [InlineData("-- why\nselect 1", "-- why\nselect 1;")]
    public void A_statement_is_ended_once_and_outside_of_comments(string sql, string expected) => Assert.Equal(expected, Written(new PostgresDialect(), sql));

    [Theory]
    [InlineData("select 1")]
    [InlineData("select $2")]
    [InlineData("select 'open")]
    public void Parameters_without_a_place_are_a_problem(string sql)
    {
        Assert.False(SqlStatement.TryWrite(sql, [Text], new PostgresDialect(), out _, out string? problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void A_value_in_a_form_that_is_not_known_is_a_problem()
    {
        Assert.False(SqlStatement.TryWrite("select $1", [Unread], new PostgresDialect(), out _, out string? postgres));
        Assert.False(SqlStatement.TryWrite("select ?", [Unread], new MySqlDialect(), out _, out string? mysql));
        Assert.Equal((postgres, "parameter 1 has a form that can not be written as a literal"), (mysql, postgres));
    }

    private static string? Written(ISqlDialect dialect, string sql, params RecordedParameter[] parameters) =>
        SqlStatement.TryWrite(sql, parameters, dialect, out string? statement, out string? problem) ? statement : problem;
}
