namespace WireProxy.Tests.Sessions.Postgres;

/// <summary>Errors and notices of a masked session: whose statement they belong to decides whether they may quote values.</summary>
public sealed class MaskedErrorsTests : MaskedSessionFixture
{
    private static readonly byte[] Duplicate = Backend.Error(
        "SERROR", "VERROR", "C23505", "Mduplicate key", $"DKey (ssn)=({Ssn}) already exists.", "spublic", "tcustomers", "nkey");

    private static readonly byte[] Raised = Backend.Notice("SNOTICE", "VNOTICE", "C00000", "M" + Ssn, "WPL/pgSQL function f()", "Fpl_exec.c");

    [Theory]
    [InlineData("insert into plain values ('x')", true)]
    [InlineData("select upper(note) from plain", true)]
    [InlineData("insert into customers values (1)", false)]
    [InlineData("update customers set name = 'x'", false)]
    [InlineData("delete from customers where id = 1", false)]
    [InlineData("create unique index on customers (ssn)", false)]
    [InlineData("select my_function()", false)]
    [InlineData("commit", false)]
    [InlineData("set constraints all immediate", false)]
    [InlineData("do $$ $$", false)]
    public void Only_errors_of_statements_that_touch_nothing_masked_pass_whole(string text, bool passes)
    {
        Run("select 1", "SELECT 1");
        Session.Client(Database, Frontend.Query(text));
        byte[] seen = Session.Server(Duplicate, Backend.Ready());
        Assert.Equal(passes, seen.AsSpan().SequenceEqual(Frames.Join(Duplicate, Backend.Ready())));
        Assert.Equal(passes, Frames.Text(seen).Contains(Ssn, StringComparison.Ordinal));
        Assert.Contains("C23505\0", Frames.Text(seen), StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_at_sync_quote_nothing()
    {
        Session.Client(Database, Frontend.Parse("", "insert into plain values ('x')"), Frontend.Bind(), Frontend.Execute(), Frontend.Sync);
        Assert.DoesNotContain(Ssn, Frames.Text(Session.Server(
            Backend.ParseComplete, Backend.BindComplete, Backend.NoData, Backend.Complete("INSERT 0 1"), Duplicate, Backend.Ready())), StringComparison.Ordinal);
    }

    [Fact]
    public void Harmless_errors_of_control_statements_pass_whole()
    {
        byte[] error = Backend.Error("SERROR", "VERROR", "C22023", "Minvalid value for parameter \"DateStyle\": \"x\"", "HAvailable values: ISO.");
        Session.Client(Frontend.Query("set datestyle to x"));
        Assert.Equal(error, Session.Server(error));
    }

    [Fact]
    public void Notices_are_judged_by_the_statement_that_runs()
    {
        Session.Client(Database, Frontend.Query("select my_function()"));
        Assert.DoesNotContain(Ssn, Frames.Text(Session.Server(Raised)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_of_bind_is_judged_by_its_statement_and_not_by_the_portal_it_would_have_replaced()
    {
        Prepare("clean", Clean);
        Prepare("dirty", Dirty);
        Execute("clean", Computed, "note");
        Session.Client(Frontend.Bind("", "dirty"), Frontend.Sync);
        Assert.DoesNotContain(Ssn, Frames.Text(Session.Server(Duplicate, Backend.Ready())), StringComparison.Ordinal);
    }

    [Fact]
    public void Notices_while_the_server_skips_belong_to_none_of_the_skipped_statements()
    {
        Session.Client(Database, Frontend.Parse("", "selec"), Frontend.Query(Clean), Frontend.Sync);
        Session.Server(Backend.Error("C42601"));
        Assert.DoesNotContain(Ssn, Frames.Text(Session.Server(Raised, Backend.Ready())), StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_that_nobody_asked_for_quote_nothing()
    {
        Assert.DoesNotContain(Ssn, Frames.Text(Session.Server(Raised)), StringComparison.Ordinal);
        byte[] farewell = Backend.Error("SFATAL", "VFATAL", "C57P01", "Mterminating connection due to administrator command");
        Assert.Equal(farewell, Session.Server(farewell));
    }
}
