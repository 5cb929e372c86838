using WireProxy.Masking.Postgres.Catalog;
using static WireProxy.Tests.Sessions.Postgres.Frontend;

namespace WireProxy.Tests.Sessions.Postgres;

/// <summary>When the catalog is read over the client's own session, and what an unread or failed one means.</summary>
public sealed class CatalogReadingTests : MaskedSessionFixture
{
    private static readonly int Queries = Enum.GetValues<CatalogQuery>().Length;

    [Fact]
    public void The_first_statement_waits_for_the_catalog()
    {
        byte[] reading = Session.Client(Frontend.Query(Dirty));
        Assert.True(Session.IsPaused);
        Assert.Equal(string.Concat(Enumerable.Repeat("CCPBE", Queries)) + "CCS", Frames.Codes(reading));
        Assert.DoesNotContain("select upper", Frames.Text(reading), StringComparison.Ordinal);
        Assert.False(Session.ClientRelay.ResumeAsync().IsCompleted);

        Assert.Empty(Session.Server(Database.Answer()));
        Assert.Equal(Frontend.Query(Dirty), Session.Resume());
        Assert.Equal(Frontend.Query(Dirty), Session.Recorder.FromClient);
        Assert.Equal(Hidden, Value(Session.Server(SsnColumn, Backend.Data(Ssn), Backend.Complete("SELECT 1"), Backend.Ready())));
        Assert.Equal([(0L, "ssn")], Session.Recorder.Masks);
    }

    [Fact]
    public void A_reading_that_arrives_byte_by_byte_is_swallowed_whole()
    {
        Session.Client(Frontend.Query(Dirty));
        Assert.All(Database.Answer(), one => Assert.Empty(Session.Server([one])));
        Assert.Equal(Frontend.Query(Dirty), Session.Resume());
    }

    [Fact]
    public void What_came_before_is_sent_before_and_what_came_behind_stays_behind()
    {
        byte[] sent = Session.Client(Frontend.Query("begin"), Frontend.Query(Dirty), Frontend.Query(Clean));
        Assert.StartsWith("QCC", Frames.Codes(sent), StringComparison.Ordinal);
        Session.Server(Backend.Complete("BEGIN"), Backend.Ready('T'), Database.Answer('T'));
        Assert.Equal(Frames.Join(Frontend.Query(Dirty), Frontend.Query(Clean)), Session.Resume());
    }

    [Theory]
    [InlineData("begin")]
    [InlineData("commit")]
    [InlineData("set work_mem to 1")]
    [InlineData("show work_mem")]
    [InlineData("")]
    public void Statements_that_only_control_the_session_never_wait(string text) =>
        Assert.Equal(Frontend.Query(text), Session.Client(Frontend.Query(text)));

    [Fact]
    public void Nothing_is_read_inside_an_open_batch()
    {
        Run(Clean, "SELECT 1");
        Assert.Equal("PBPB", Frames.Codes(Session.Client(Parse("", "create view v2 as select 1"), Bind(), Parse("", Dirty), Bind())));
        Assert.False(Session.IsPaused);
        Session.Client(Sync);
        Session.Client(Parse("", Dirty));
        Assert.True(Session.IsPaused);
    }

    /// <summary>
    /// Inside a batch the server may be skipping to Sync: it would skip the reading, and its Sync would end the skipping
    /// early. A Query in between ends nothing.
    /// </summary>
    [Fact]
    public void A_query_inside_a_batch_does_not_end_it()
    {
        Run(Clean, "SELECT 1");
        Run("create table t()", "CREATE TABLE");
        Session.Client(Database, Parse("", "selec"));
        byte[] sent = Session.Client(Frontend.Query("select 1"), Frontend.Query(Dirty), Sync);
        Assert.Equal("QQS", Frames.Codes(sent));
        Assert.False(Session.IsPaused);
    }

    [Fact]
    public void A_failed_reading_masks_everything_and_the_session_goes_on()
    {
        Session.Client(Frontend.Query("select name from customers"));
        Assert.Empty(Session.Server(Backend.CloseComplete, Backend.CloseComplete, Backend.Error("SERROR", "C25P02"), Backend.Ready('T')));
        Assert.Equal(Frontend.Query("select name from customers"), Session.Resume());
        Assert.Equal(Hidden, Value(Session.Server(NameColumn, Backend.Data("ann"), Backend.Complete("SELECT 1"), Backend.Ready('T'))));

        Assert.Equal("ann", Query("select name from customers", NameColumn, "ann"));
    }

    /// <summary>A server that skips to Sync answers the Sync and nothing before it.</summary>
    [Fact]
    public void A_reading_that_was_skipped_tells_nothing()
    {
        Session.Client(Frontend.Query(Dirty));
        Session.Server(Backend.Error("C42601"), Backend.Ready());
        Session.Resume();
        Assert.Equal(Hidden, Value(Session.Server(Computed, Backend.Data(Ssn), Backend.Complete("SELECT 1"), Backend.Ready())));
    }

    [Fact]
    public void A_reading_is_complete_only_with_every_query_answered()
    {
        var plan = RelayedSession.Scope(Policies).Catalog;
        var load = new CatalogLoad(plan, 1, DateTimeOffset.UnixEpoch);
        for (int answered = 0; answered < Queries; answered++)
        {
            Assert.True(load.Finish().IsUnknown);
            load.CompleteQuery();
        }
        Assert.False(load.Finish().IsUnknown);
        load.Fail();
        Assert.True(load.Finish().IsUnknown);
    }

    [Fact]
    public void The_servers_farewell_during_a_reading_reaches_the_client()
    {
        Session.Client(Frontend.Query(Dirty));
        byte[] farewell = Backend.Error("SFATAL", "VFATAL", "C57P01", "Mterminating connection");
        Assert.Equal(farewell, Session.Server(farewell));
    }

    [Fact]
    public void A_session_that_ends_waits_for_no_reading()
    {
        Session.Client(Frontend.Query(Dirty));
        Session.ClientRelay.Abandon();
        Assert.True(Session.ClientRelay.ResumeAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public void A_reading_that_begins_when_the_session_has_ended_is_not_waited_for()
    {
        Session.ClientRelay.Abandon();
        Session.Client(Frontend.Query(Dirty));
        Assert.True(Session.IsPaused && Session.ClientRelay.ResumeAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public void Policies_that_need_the_catalog_for_rules_alone_mask_nothing()
    {
        using RelayedSession session = RelayedSession.Masked(
            """{ "Name": "p", "Rules": [ { "Effect": "Deny", "Relations": ["hr.*"] } ] }""");
        session.Client(Frontend.Query("select ssn from public.customers"));
        session.Server(Backend.Error("SERROR", "C25P02"), Backend.Ready());
        session.Resume();
        byte[] answer = Frames.Join(
            SsnColumn, Backend.Data(Ssn), Backend.Error("SERROR", "C23505", "Mduplicate", "Dkey (1)"), Backend.Ready());
        Assert.Equal(answer, session.Server(answer));
    }
}
