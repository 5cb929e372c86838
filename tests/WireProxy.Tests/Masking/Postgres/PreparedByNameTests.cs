using WireProxy.Tests.Sessions.Postgres;

namespace WireProxy.Tests.Masking.Postgres;

/// <summary>What EXECUTE shows of statements that PREPARE named, in a session with a mask on customers.ssn.</summary>
public sealed class PreparedByNameTests : MaskedSessionFixture
{
    [Fact]
    public void An_execution_shows_what_the_prepared_text_does_however_often()
    {
        PrepareBoth();
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(Ssn, Query("execute p(1, 'x')", Computed));
            Assert.Equal(Hidden, Query("execute q", Computed));
        }
    }

    [Theory]
    [InlineData("deallocate p", "DEALLOCATE")]
    [InlineData("deallocate all", "DEALLOCATE ALL")]
    [InlineData("discard all", "DISCARD ALL")]
    [InlineData("select my_function()", "SELECT 1")]
    [InlineData("do $$ begin execute 'deallocate p'; end $$", "DO")]
    [InlineData("execute unknown", "SELECT 1")]
    [InlineData("prepare z as select 1; select 1", "PREPARE")]
    [InlineData("call anything()", "CALL")]
    public void What_may_have_renamed_it_makes_it_unknown(string text, string tag)
    {
        PrepareBoth();
        Run(text, tag);
        Assert.Equal(Hidden, Query("execute p(1, 'x')", Computed));
    }

    [Fact]
    public void A_name_that_is_prepared_again_shows_what_the_new_text_does()
    {
        PrepareBoth();
        Run("deallocate p", "DEALLOCATE");
        Run("prepare p as select upper(ssn) from customers", "PREPARE");
        Assert.Equal(Hidden, Query("execute p", Computed));
        Run("deallocate p", "DEALLOCATE");
        Run("prepare p as select upper(name) from customers", "PREPARE");
        Assert.Equal(Ssn, Query("execute p", Computed));
    }

    [Theory]
    [InlineData("execute nosuch")]
    [InlineData("execute \"P\"(1, 'x')")]
    [InlineData("execute p(my_function(), 'x')")]
    [InlineData("select 1; execute p(1, 'x')")]
    public void What_is_not_surely_the_prepared_text_is_masked(string text)
    {
        PrepareBoth();
        Assert.Equal(Hidden, Query(text, Computed));
    }

    [Fact]
    public void A_failed_or_unread_preparation_names_nothing()
    {
        Session.Client(Database, Frontend.Query("prepare p as select upper(name) from customers"));
        Session.Server(Backend.Error("42P05"), Backend.Ready());
        Assert.Equal(Hidden, Query("execute p", Computed));
        Run("prepare p as select my_function()", "PREPARE");
        Assert.Equal(Hidden, Query("execute p", Computed));
    }

    [Fact]
    public void A_statement_that_a_driver_executes_by_a_portal_shows_the_same()
    {
        PrepareBoth();
        Prepare("s", "execute p(1, 'x')");
        Prepare("t", "execute q");
        Assert.Equal(Ssn, Execute("s", Computed));
        Assert.Equal(Hidden, Execute("t", Computed));
    }

    private void PrepareBoth()
    {
        Run("prepare p (int, text) as select upper(name) || $2 from customers where id = $1", "PREPARE");
        Run("prepare q as select upper(ssn) from customers", "PREPARE");
    }
}
