using WireProxy.Masking;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Sessions.Postgres;

namespace WireProxy.Tests.Sessions.Postgres;

/// <summary>A relation may mean other columns than when it was last looked up.</summary>
public sealed class SchemaChangeTests : MaskedSessionFixture
{
    private static readonly byte[] ViewColumn = Backend.Row(("note", SampleDatabase.View, 1));

    /// <summary>The same database, its view showing what is masked.</summary>
    private static SampleDatabase Exposed { get; } = SampleDatabase.Usual()
        .Add(CatalogQuery.Views, "300", SampleDatabase.Hex(
            "({QUERY :targetList ({TARGETENTRY :resno 1 :resorigtbl 100 :resorigcol 3 :resjunk false}) :x 1})"))
        .Add(CatalogQuery.ViewSources, "300", "100");

    [Theory]
    [InlineData("CREATE VIEW")]
    [InlineData("ALTER TABLE")]
    [InlineData("DROP VIEW")]
    [InlineData("DO")]
    [InlineData("CALL")]
    public void Results_behind_a_change_in_the_same_pipeline_are_masked(string tag)
    {
        Assert.Equal("note", Query("select note from v", ViewColumn, "note"));
        Session.Client(Frontend.Parse("", "create or replace view v as select 1"), Frontend.Bind(), Frontend.Execute());
        Session.Client(Frontend.Parse("", "select note from v"), Frontend.Bind(), Frontend.Execute(), Frontend.Sync);
        Assert.Equal(Hidden, Value(Session.Server(
            Backend.ParseComplete, Backend.BindComplete, Backend.NoData, Backend.Complete(tag),
            Backend.ParseComplete, Backend.BindComplete, ViewColumn, Backend.Data(Ssn), Backend.Complete("SELECT 1"), Backend.Ready())));
    }

    /// <summary>With Flush the client waits for the change, and the batch is still open, so nothing can be read.</summary>
    [Fact]
    public void What_was_known_before_a_change_does_not_come_back_inside_its_batch()
    {
        Run("select note from v", "SELECT 1");
        Session.Client(Frontend.Parse("", "create or replace view v as select 1"), Frontend.Bind(), Frontend.Execute(), Frontend.Flush);
        Session.Server(Backend.ParseComplete, Backend.BindComplete, Backend.NoData, Backend.Complete("CREATE VIEW"));
        Session.Client(Frontend.Parse("", "select note from v"), Frontend.Bind(), Frontend.Execute(), Frontend.Sync);
        Assert.Equal(Hidden, Value(Session.Server(
            Backend.ParseComplete, Backend.BindComplete, ViewColumn, Backend.Data(Ssn), Backend.Complete("SELECT 1"), Backend.Ready())));
    }

    [Fact]
    public void The_next_batch_reads_the_catalog_again()
    {
        Run("select 1", "SELECT 1");
        Run("create view v as select ssn as note from customers", "CREATE VIEW");
        Session.Client(Frontend.Query("select note from v"));
        Session.Server(Exposed.Answer());
        Session.Resume();
        Assert.Equal(Hidden, Value(Session.Server(ViewColumn, Backend.Data(Ssn), Backend.Complete("SELECT 1"), Backend.Ready())));
    }

    [Theory]
    [InlineData("rollback to a", "ROLLBACK")]
    [InlineData("rollback", "ROLLBACK")]
    public void Rolling_a_change_back_is_a_change(string text, string tag)
    {
        Run("begin", "BEGIN", 'T');
        Run("create or replace view v as select 1", "CREATE VIEW", 'T');
        Assert.Equal("note", Query("select note from v", ViewColumn, "note", status: 'T'));
        Session.Client(Database, Frontend.Query(text + "; select note from v"));
        Assert.Equal(Hidden, Value(Session.Server(
            Backend.Complete(tag), ViewColumn, Backend.Data(Ssn), Backend.Complete("SELECT 1"), Backend.Ready('T'))));
    }

    [Fact]
    public void Sessions_share_what_they_read()
    {
        PolicyScopeServices scope = RelayedSession.Scope(Policies);
        CatalogStore store = RelayedSession.Store();
        using RelayedSession first = RelayedSession.Masked(scope, store), second = RelayedSession.Masked(scope, store);
        first.Client(Database, Frontend.Query(Dirty));
        Assert.Equal(Frontend.Query(Dirty), second.Client(Frontend.Query(Dirty)));
        Assert.False(second.IsPaused);
        Assert.Equal(Hidden, Value(second.Server(SsnColumn, Backend.Data(Ssn))));
    }

    /// <summary>Others still see the view as it was committed.</summary>
    [Fact]
    public void What_one_session_reads_of_its_uncommitted_changes_is_not_shared()
    {
        PolicyScopeServices scope = RelayedSession.Scope(Policies);
        CatalogStore store = RelayedSession.Store();
        using RelayedSession changing = RelayedSession.Masked(scope, store), other = RelayedSession.Masked(scope, store);
        changing.Client(Exposed, Frontend.Query("begin; create or replace view v as select note from plain"));
        changing.Server(Backend.Complete("BEGIN"), Backend.Complete("CREATE VIEW"), Backend.Ready('T'));
        changing.Client(Database, Frontend.Query("select note from v"));

        other.Client(Frontend.Query("select note from v"));
        Assert.True(other.IsPaused);
    }

    /// <summary>The other session does not see the view that this one has made.</summary>
    [Fact]
    public void What_another_session_reads_is_not_taken_over_inside_a_change()
    {
        PolicyScopeServices scope = RelayedSession.Scope(Policies);
        CatalogStore store = RelayedSession.Store();
        using RelayedSession changing = RelayedSession.Masked(scope, store), other = RelayedSession.Masked(scope, store);
        changing.Client(Database, Frontend.Query("begin; create or replace view v as select ssn as note from customers"));
        changing.Server(Backend.Complete("BEGIN"), Backend.Complete("CREATE VIEW"), Backend.Ready('T'));
        other.Client(Database, Frontend.Query("select note from v"));

        changing.Client(Frontend.Query("select note from v"));
        Assert.True(changing.IsPaused);
    }

    /// <summary>A change that did not pass through the proxy: the version stays, what is read does not.</summary>
    [Fact]
    public void A_later_reading_voids_what_was_proven_with_an_earlier_one()
    {
        var time = new ManualTime();
        using RelayedSession session = RelayedSession.Masked(Policies, RelayedSession.Store(time));
        byte[] answer = Frames.Join(Computed, Backend.Data(Ssn), Backend.Complete("SELECT 1"), Backend.Ready());
        session.Client(Database, Frontend.Query("select upper(note) from v"));
        Assert.Equal(Ssn, Value(session.Server(answer)));

        time.Advance(TimeSpan.FromSeconds(61));
        session.Client(Exposed, Frontend.Query("select upper(note) from v"));
        Assert.Equal(Hidden, Value(session.Server(answer)));
    }

    [Fact]
    public void A_name_that_was_unknown_is_looked_up_again_after_a_while()
    {
        var time = new ManualTime();
        using RelayedSession session = RelayedSession.Masked(Policies, RelayedSession.Store(time));
        session.Client(Database, Frontend.Query("select 1"));
        session.Client(Frontend.Query("select * from brand_new"));
        Assert.False(session.IsPaused);
        time.Advance(TimeSpan.FromSeconds(2));
        session.Client(Frontend.Query("select * from plain"));
        Assert.False(session.IsPaused);
        session.Client(Frontend.Query("select * from brand_new"));
        Assert.True(session.IsPaused);
    }

    /// <summary>The server names a relation that was made elsewhere.</summary>
    [Fact]
    public void An_origin_that_was_unknown_is_masked_and_looked_up_before_the_next_statement()
    {
        const uint Remade = 999;
        var time = new ManualTime();
        using RelayedSession session = RelayedSession.Masked(Policies, RelayedSession.Store(time));
        byte[] answer = Frames.Join(Backend.Row(("note", Remade, 1)), Backend.Data(Ssn), Backend.Complete("SELECT 1"), Backend.Ready());
        session.Client(Database, Frontend.Query("select note from plain"));
        Assert.Equal(Hidden, Value(session.Server(answer)));
        session.Client(Frontend.Query("select note from plain"));
        Assert.False(session.IsPaused, "it has just been read");
        Assert.Equal(Hidden, Value(session.Server(answer)));

        time.Advance(TimeSpan.FromSeconds(2));
        session.Client(Frontend.Query("select note from plain"));
        session.Server(answer);
        session.Client(Frontend.Query("select note from plain"));
        Assert.True(session.IsPaused);
    }

    [Fact]
    public void Copy_data_of_a_clean_relation_passes()
    {
        Session.Client(Database, Frontend.Query("copy (select note from v) to stdout"));
        byte[] answer = Frames.Join(Backend.CopyOut, Backend.CopyData("x\n"), Backend.CopyDone, Backend.Complete("COPY 1"), Backend.Ready());
        Assert.Equal(answer, Session.Server(answer));
    }

    /// <summary>The server reads the query in a prepared COPY anew each time that it runs.</summary>
    [Fact]
    public void A_prepared_copy_does_not_outlive_what_it_was_judged_with()
    {
        Prepare("c", "copy (select note from v) to stdout");
        Run("create or replace view v as select ssn as note from customers", "CREATE VIEW");
        Session.Client(Exposed, Frontend.Bind("", "c"), Frontend.Execute(), Frontend.Sync);
        Session.Server(Backend.BindComplete, Backend.NoData);
        Assert.Throws<MaskingException>(() => Session.Server(Backend.CopyOut, Backend.CopyData(Ssn)));
        Assert.DoesNotContain(Ssn, Frames.Text(Session.Recorder.ToClient), StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_of_a_name_that_nothing_is_known_of_does_not_run()
    {
        Session.Client(Database, Frontend.Bind("", "unknown"), Frontend.Execute(), Frontend.Sync);
        Session.Server(Backend.BindComplete, Backend.NoData);
        Assert.Throws<MaskingException>(() => Session.Server(Backend.CopyOut));
    }
}
