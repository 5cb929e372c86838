namespace WireProxy.Tests.Sessions.Postgres;

/// <summary>A name means what the server last confirmed for it; where SQL may have changed that, nothing is known of it.</summary>
public sealed class RedefinitionTests : MaskedSessionFixture
{
    [Fact]
    public void Computed_columns_pass_exactly_where_the_statement_is_proven_clean()
    {
        Prepare("clean", Clean);
        Prepare("dirty", Dirty);
        Assert.Equal("note", Execute("clean", Computed, "note"));
        Assert.Equal(Hidden, Execute("dirty", Computed));
        Assert.Equal("note", Query(Clean, Computed, "note"));
        Assert.Equal(Hidden, Query(Dirty, Computed));
    }

    [Fact]
    public void A_parse_that_the_server_skipped_has_redefined_nothing()
    {
        Prepare("s", Dirty);
        Session.Client(Frontend.Parse("", "selec"), Frontend.Close('S', "s"), Frontend.Parse("s", Clean), Frontend.Sync);
        Session.Server(Backend.Error("C42601"), Backend.Ready());
        Assert.Equal(Hidden, Execute("s", Computed));
    }

    [Fact]
    public void A_parse_that_the_server_refused_has_redefined_nothing()
    {
        Prepare("s", Dirty);
        Session.Client(Frontend.Parse("s", Clean), Frontend.Sync);
        Session.Server(Backend.Error("C42P05"), Backend.Ready());
        Assert.Equal(Hidden, Execute("s", Computed));
    }

    [Fact]
    public void A_confirmed_redefinition_counts_at_once()
    {
        Prepare("s", Clean);
        Session.Client(Frontend.Close('S', "s"), Frontend.Parse("s", Dirty), Frontend.Sync);
        Session.Server(Backend.CloseComplete, Backend.ParseComplete, Backend.Ready());
        Assert.Equal(Hidden, Execute("s", Computed));
    }

    [Fact]
    public void A_failed_parse_leaves_no_unnamed_statement()
    {
        Prepare("", Clean);
        Session.Client(Frontend.Parse("", "selec"), Frontend.Sync);
        Session.Server(Backend.Error("C42601"), Backend.Ready());
        Assert.Equal(Hidden, Execute("", Computed));
    }

    [Fact]
    public void Nothing_is_known_of_a_name_that_SQL_prepared()
    {
        Run("prepare s as select 1", "PREPARE");
        Assert.Equal(Hidden, Execute("s", Computed));
        Assert.Equal("ann", Execute("s", NameColumn, "ann"));
        Assert.Equal(Hidden, Execute("s", SsnColumn));
    }

    [Theory]
    [InlineData("deallocate s; prepare s as select upper(ssn) from customers", "PREPARE")]
    [InlineData("deallocate all", "DEALLOCATE ALL")]
    [InlineData("discard all", "DISCARD ALL")]
    [InlineData("select my_function()", "SELECT 1")]
    [InlineData("do $$ $$", "DO")]
    [InlineData("call p()", "CALL")]
    public void SQL_that_may_redefine_statements_voids_what_is_known_of_them(string text, string tag)
    {
        Prepare("s", Clean);
        Run(text, tag);
        Assert.Equal(Hidden, Execute("s", Computed));
    }

    [Theory]
    [InlineData("insert into plain values ('x')", "INSERT 0 1")]
    [InlineData("declare c cursor for select 1", "DECLARE CURSOR")]
    [InlineData("fetch 1 from c", "FETCH 0")]
    [InlineData("close c", "CLOSE CURSOR")]
    [InlineData("listen x", "LISTEN")]
    [InlineData("begin", "BEGIN")]
    [InlineData("set work_mem to 1", "SET")]
    public void SQL_that_can_not_redefine_statements_leaves_them_known(string text, string tag)
    {
        Prepare("s", Clean);
        Run(text, tag);
        Assert.Equal("note", Execute("s", Computed, "note"));
    }

    /// <summary>Prepared statements outlive the failure of the code that made them.</summary>
    [Theory]
    [InlineData("do $$ begin execute 'prepare s as ...'; raise exception 'x'; end $$")]
    [InlineData("select my_function()")]
    public void Code_that_failed_may_have_redefined_statements(string text)
    {
        Prepare("s", Clean);
        Session.Client(Database, Frontend.Query(text));
        Session.Server(Backend.Error("CP0001"), Backend.Ready());
        Assert.Equal(Hidden, Execute("s", Computed));
    }

    /// <summary>A cursor runs its functions when it is fetched from.</summary>
    [Fact]
    public void Fetching_from_a_cursor_with_code_in_it_voids_names()
    {
        Run("declare c cursor for select my_function()", "DECLARE CURSOR", 'T');
        Prepare("s", Clean, 'T');
        Assert.Equal("note", Execute("s", Computed, "note", status: 'T'));
        Run("fetch 1 from c", "FETCH 1", 'T');
        Assert.Equal(Hidden, Execute("s", Computed, status: 'T'));
    }

    [Fact]
    public void A_portal_that_SQL_closed_and_declared_again_is_not_the_one_that_was_bound()
    {
        Run("begin", "BEGIN", 'T');
        Prepare("s", Clean, 'T');
        Session.Client(Database, Frontend.Bind("p", "s"), Frontend.Sync);
        Session.Server(Backend.BindComplete, Backend.Ready('T'));
        Session.Client(Frontend.Query("close p; declare p cursor for " + Dirty));
        Session.Server(Backend.Complete("CLOSE CURSOR"), Backend.Complete("DECLARE CURSOR"), Backend.Ready('T'));
        Assert.Equal(Hidden, ExecutePortal("p", Computed));
    }

    /// <summary>
    /// The server describes such a portal with the columns that the cursor or statement had when the portal was bound, and
    /// fills it from what the name means when it runs.
    /// </summary>
    [Theory]
    [InlineData("fetch all from c", "close c", "CLOSE CURSOR")]
    [InlineData("fetch all from c", "declare c cursor for select ssn from customers", "DECLARE CURSOR")]
    [InlineData("execute c", "deallocate c", "DEALLOCATE")]
    [InlineData("execute c", "prepare c as select ssn from customers", "PREPARE")]
    [InlineData("fetch all from c", "select my_function()", "SELECT 1")]
    public void A_portal_over_another_name_is_masked_whole_once_the_name_changed(string bound, string change, string tag)
    {
        Prepare("s", bound, 'T');
        Session.Client(Database, Frontend.Bind("p", "s"), Frontend.Sync);
        Session.Server(Backend.BindComplete, Backend.Ready('T'));
        Assert.Equal("ann", ExecutePortal("p", NameColumn, "ann"));
        Run(change, tag, 'T');
        Assert.Equal(Hidden, ExecutePortal("p", NameColumn));
    }

    [Fact]
    public void The_same_holds_inside_one_pipeline()
    {
        Prepare("f", "fetch all from c", 'T');
        Prepare("d", "declare c cursor for select ssn from customers", 'T');
        Session.Client(
            Database, Frontend.Bind("p", "f"), Frontend.Bind("", "d"), Frontend.Execute(), Frontend.Execute("p"), Frontend.Sync);
        Assert.Equal(Hidden, Value(Session.Server(
            Backend.BindComplete, Backend.BindComplete, Backend.NoData, Backend.Complete("DECLARE CURSOR"),
            NameColumn, Backend.Data(Ssn), Backend.Complete("FETCH 1"), Backend.Ready('T'))));
    }

    /// <summary>The server cuts both names to the same 63 bytes.</summary>
    [Fact]
    public void Names_that_the_server_takes_for_one_are_not_told_apart_by_their_tails()
    {
        string cut = new('x', 63);
        Prepare(cut + "a", Clean);
        Session.Client(Frontend.Close('S', cut + "b"), Frontend.Parse(cut + "b", Dirty), Frontend.Sync);
        Session.Server(Backend.CloseComplete, Backend.ParseComplete, Backend.Ready());
        Assert.Equal(Hidden, Execute(cut + "a", Computed));
        Assert.Equal(Hidden, Execute(cut, Computed));
    }

    [Fact]
    public void A_statement_refused_unread_leaves_its_batch_open()
    {
        Run("select 1", "SELECT 1");
        Run("create table t()", "CREATE TABLE");
        string tooLong = new('x', RelayedSession.InspectionLimit);
        Assert.Equal("PQ", Frames.Codes(Session.Client(Frontend.Parse("s", tooLong), Frontend.Query(Dirty))));
        Assert.False(Session.IsPaused);
    }
}
