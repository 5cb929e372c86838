using WireProxy.Tests.Sessions.Postgres;

namespace WireProxy.Tests.Masking.Postgres;

/// <summary>What a session with a mask on customers.ssn shows of columns for which the server names no origin.</summary>
public sealed class ComputedColumnsTests : MaskedSessionFixture
{
    [Theory]
    [InlineData("select count(ssn) from customers")]
    [InlineData("select upper(name) from customers where ssn like '1%' order by ssn")]
    [InlineData("select name from customers union select note from plain")]
    [InlineData("with c as (select * from customers) select upper(c.name) from c")]
    [InlineData("select exists (select ssn from customers)")]
    [InlineData("select (select max(name) from customers)")]
    public void What_comes_from_no_masked_column_passes(string text) => Assert.Equal(Ssn, Query(text, Computed));

    [Theory]
    [InlineData("select max(ssn) from customers")]
    [InlineData("select name from customers union select ssn from customers")]
    [InlineData("with c as (select * from customers) select upper(c.ssn) from c")]
    [InlineData("select row_to_json(c)::text from customers c")]
    [InlineData("select my_function(name) from customers")]
    [InlineData("select upper(unheard_of) from customers")]
    public void What_may_come_from_one_is_masked(string text) => Assert.Equal(Hidden, Query(text, Computed));

    [Fact]
    public void A_cursor_shows_what_its_query_does()
    {
        Run("begin", "BEGIN", 'T');
        Run("declare c cursor for select upper(name) from customers", "DECLARE CURSOR", 'T');
        Run("declare d cursor for select upper(ssn) from customers", "DECLARE CURSOR", 'T');
        Assert.Equal(Ssn, Query("fetch all from c", Computed, tag: "FETCH 1", status: 'T'));
        Assert.Equal(Hidden, Query("fetch all from d", Computed, tag: "FETCH 1", status: 'T'));
    }

    [Fact]
    public void A_prepared_statement_shows_what_its_text_does()
    {
        Prepare("s", "select upper(name) from customers");
        Prepare("t", "select upper(ssn) from customers");
        Assert.Equal(Ssn, Execute("s", Computed));
        Assert.Equal(Hidden, Execute("t", Computed));
    }
}
