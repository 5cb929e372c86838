using WireProxy.Masking;
using WireProxy.Protocols.Postgres;
using static WireProxy.Tests.Sessions.Postgres.Frontend;

namespace WireProxy.Tests.Sessions.Postgres;

/// <summary>COPY TO STDOUT does not say which columns it copies: the server is asked right before it.</summary>
public sealed class MaskedCopyTests : MaskedSessionFixture
{
    private const string Copy = "copy customers (name, ssn) to stdout";

    private static readonly byte[] Described = Frames.Join(
        Backend.CloseComplete, Backend.CloseComplete, Backend.ParseComplete, Backend.Parameters, Backend.Row(("name", SampleDatabase.Customers, 2), ("ssn", SampleDatabase.Customers, 3)),
        Backend.CloseComplete);

    private static readonly byte[] Data = Frames.Join(Backend.CopyOutOf(2), Backend.CopyData("ann\t" + Ssn + "\n"), Backend.CopyData("bob\t\\N\n"), Backend.CopyDone);

    private static readonly byte[] Masked = Frames.Join(Backend.CopyOutOf(2), Backend.CopyData("ann\t" + Hidden + "\n"), Backend.CopyData("bob\t\\N\n"), Backend.CopyDone);

    public MaskedCopyTests() => Run("select 1", "SELECT 1");

    [Fact]
    public void A_copy_is_asked_about_in_its_own_transaction_and_masked()
    {
        byte[] sent = Session.Client(Database, Frontend.Query(Copy));
        Assert.Equal("CCPDCQS", Frames.Codes(sent));
        Assert.Contains("SELECT name, ssn\nFROM ONLY customers\0", Frames.Text(sent), StringComparison.Ordinal);
        Assert.Equal(
            Frames.Join(Masked, Backend.Complete("COPY 2"), Backend.Ready()),
            Session.Server(Described, Data, Backend.Complete("COPY 2"), Backend.Ready(), Backend.Ready()));
        Assert.True(Session.State.Conversation.IsSettled);
        Assert.Equal(Ssn, Query("select name from customers", NameColumn));
    }

    [Fact]
    public void A_prepared_copy_is_asked_about_when_it_runs()
    {
        Assert.Equal("PBDCCPDCES", Frames.Codes(Session.Client(Database, Parse("", Copy), Bind(), Frontend.Execute(), Sync)));
        Assert.Equal(
            Frames.Join(Backend.ParseComplete, Backend.BindComplete, Masked, Backend.Complete("COPY 2"), Backend.Ready()),
            Session.Server(Backend.ParseComplete, Backend.BindComplete, Backend.NoData, Described, Data, Backend.Complete("COPY 2"), Backend.Ready()));
    }

    [Fact]
    public void Split_at_every_position_the_masked_copy_is_the_same()
    {
        byte[] answered = Frames.Join(Described, Data, Backend.Complete("COPY 2"), Backend.Ready(), Backend.Ready());
        byte[] expected = Frames.Join(Masked, Backend.Complete("COPY 2"), Backend.Ready());
        for (int at = 0; at <= answered.Length; at++)
        {
            Session.Client(Database, Frontend.Query(Copy));
            Assert.Equal(expected, Frames.Join(Session.Server(answered[..at]), Session.Server(answered[at..])));
        }
    }

    [Fact]
    public void Rows_may_be_cut_by_messages_and_no_message_is_empty()
    {
        Session.Client(Database, Frontend.Query(Copy));
        Session.Server(Described, Backend.CopyOutOf(2));
        Assert.Equal(Backend.CopyData("ann\t"), Session.Server(Backend.CopyData("ann\t123")));
        Assert.Empty(Session.Server(Backend.CopyData("-45-6789")));
        Assert.Equal(Backend.CopyData(Hidden + "\nb"), Session.Server(Backend.CopyData("\nb")));
        Assert.Equal(Backend.CopyData("\t\\N\n"), Session.Server(Backend.CopyData("\t\\N\n")));
        Assert.Equal("cCZ", Frames.Codes(Session.Server(Backend.CopyDone, Backend.Complete("COPY 2"), Backend.Ready(), Backend.Ready())));
    }

    [Fact]
    public void Columns_without_masks_stream_as_they_are()
    {
        Session.Client(Database, Frontend.Query("copy customers (name) to stdout"));
        Session.Server(
            Backend.CloseComplete, Backend.CloseComplete, Backend.ParseComplete, Backend.Parameters, NameColumn, Backend.CloseComplete, Backend.CopyOutOf(1));
        byte[] row = Backend.CopyData(new string('x', 100_000) + "\n");
        Assert.Equal(row, Frames.Join(Session.Server(row[..10]), Session.Server(row[10..5000]), Session.Server(row[5000..])));
    }

    [Fact]
    public void A_query_keeps_its_place_in_the_text_so_that_errors_point_to_it()
    {
        byte[] sent = Session.Client(Database, Frontend.Query("copy (select ssn from customers) to stdout"));
        Assert.Contains("wireproxy_copy\0      select ssn from customers\0", Frames.Text(sent), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failing_question_is_the_error_of_the_query_which_the_server_skips()
    {
        Session.Client(Database, Frontend.Query(Copy), Frontend.Query("select name from customers"));
        Assert.Equal(
            Frames.Join(Backend.Error("SERROR", "C42P01", "Mrelation \"customers\" does not exist"), Backend.Ready('E')),
            Session.Server(Backend.CloseComplete, Backend.CloseComplete, Backend.Error("SERROR", "C42P01", "Mrelation \"customers\" does not exist", "P29"), Backend.Ready('E')));
        Assert.Equal("TDCZ", Frames.Codes(Session.Server(NameColumn, Backend.Data("ann"), Backend.Complete("SELECT 1"), Backend.Ready())));
        Assert.True(Session.State.Conversation.IsSettled);
    }

    [Fact]
    public void A_failing_question_is_the_error_of_the_execute()
    {
        Session.Client(Database, Parse("", "copy (select nope from customers) to stdout"), Bind(), Frontend.Execute(), Sync);
        byte[] error = Backend.Error("SERROR", "C42703", "Mcolumn \"nope\" does not exist", "P14");
        Assert.Equal(
            Frames.Join(Backend.ParseComplete, Backend.BindComplete, error, Backend.Ready()),
            Session.Server(Backend.ParseComplete, Backend.BindComplete, Backend.NoData, Backend.CloseComplete, Backend.CloseComplete, error, Backend.Ready()));
    }

    [Fact]
    public void An_error_of_the_copy_itself_tells_no_values()
    {
        Session.Client(Database, Frontend.Query(Copy));
        byte[] answer = Session.Server(
            Described, Backend.CopyOutOf(2), Backend.CopyData("ann\t" + Ssn), Backend.Error("SERROR", "C22000", "Mbad " + Ssn, "WCOPY " + Ssn),
            Backend.Ready(), Backend.Ready());
        Assert.Equal("HdEZ", Frames.Codes(answer));
        Assert.DoesNotContain(Ssn, Frames.Text(answer), StringComparison.Ordinal);
        Assert.Equal(Hidden, Query(Dirty, SsnColumn));
    }

    public static TheoryData<string> Texts { get; } = new(
        "copy customers to stdout; select 1",
        "set search_path to other; copy customers to stdout",
        "copy customers to stdout (format parquet)",
        "copy customers to stdout (encoding 'sjis')",
        "copy customers to '/tmp/x'",
        "copy (select * from customers) to program 'cat'");

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_can_not_be_read_or_asked_about_is_refused(string text)
    {
        byte[] sent = Session.Client(Database, Frontend.Query(text));
        Assert.Equal("Q", Frames.Codes(sent));
        Assert.DoesNotContain("customers", Frames.Text(sent), StringComparison.Ordinal);
    }

    [Fact]
    public void Copy_data_that_is_not_as_described_ends_the_session()
    {
        Ends(Backend.CopyOutOf(3));
        Ends(Backend.CopyOutOf(1));
        Ends(Backend.CopyOutOf(2, format: 1));
        Ends(Backend.CopyOutOf(2), Backend.CopyData("ann\t" + Ssn + "\t" + Ssn + "\n"));
        Ends(Backend.CopyOutOf(2), Backend.CopyData(Ssn + "\n"));
        Ends(Backend.CopyOutOf(2), Backend.CopyData("ann\t" + Ssn), Backend.CopyDone);
        Ends(Backend.CopyOutOf(2), Backend.Data("ann", Ssn));
        Ends(Backend.CopyOutOf(2), Backend.CopyDone, Backend.CopyData("ann\t" + Ssn + "\n"));
        Ends(Backend.CopyData("ann\t" + Ssn + "\n"));
    }

    [Fact]
    public void An_encoding_that_hides_its_marks_ends_the_session() =>
        Ends(Backend.Status("client_encoding", "SJIS"), Backend.CopyOutOf(2));

    [Fact]
    public void A_description_that_did_not_come_ends_the_session()
    {
        Session.Client(Database, Frontend.Query(Copy));
        byte[] undescribed = Frames.Join(Backend.CloseComplete, Backend.CloseComplete, Backend.ParseComplete, Backend.Parameters, Backend.NoData, Backend.CloseComplete);
        Assert.Throws<MaskingException>(() => Session.Server(undescribed, Data));
    }

    [Fact]
    public void A_message_that_is_longer_than_can_be_held_ends_the_session()
    {
        Session.Client(Database, Frontend.Query(Copy));
        Session.Server(Described, Backend.CopyOutOf(2));
        Assert.Throws<MaskingException>(() => Session.Server(Backend.CopyData(new string('x', RelayedSession.InspectionLimit))[..100]));
    }

    [Fact]
    public void Another_statement_under_the_name_that_was_asked_about_ends_the_session()
    {
        Prepare("s", "copy customers (name) to stdout");
        // The Parse fails, so that the server still runs the first.
        Session.Client(Database, Parse("s", Copy), Sync, Bind("", "s"), Frontend.Execute(), Sync);
        Session.Server(Backend.Error("SERROR", "C42P05", "Mexists"), Backend.Ready());
        Assert.Throws<MaskingException>(() => Session.Server(Backend.BindComplete, Backend.NoData, Described, Backend.CopyOutOf(1)));
    }

    [Fact]
    public void Generated_columns_are_left_out_as_the_server_does()
    {
        byte[] sent = Session.Client(Database, Frontend.Query("copy public.\"Odd\"\"'é\" to stdout"));
        Assert.Equal("CCPDCPBECCQS", Frames.Codes(sent));
        Assert.Contains(@"E'""public"".""Odd""""\U00000027\U000000E9""'::pg_catalog.regclass", Frames.Text(sent), StringComparison.Ordinal);
        byte[] described = Frames.Join(
            Backend.CloseComplete, Backend.CloseComplete, Backend.ParseComplete, Backend.Parameters,
            Backend.Row(("id", SampleDatabase.Customers, 1), ("name", SampleDatabase.Customers, 2), ("ssn", SampleDatabase.Customers, 3)),
            Backend.CloseComplete, Backend.ParseComplete, Backend.BindComplete, Backend.Data("100", "1"), Backend.Data("999", "2"),
            Backend.Complete("SELECT 2"), Backend.CloseComplete, Backend.CloseComplete);
        Assert.Equal(
            Frames.Join(Masked, Backend.Complete("COPY 2"), Backend.Ready()),
            Session.Server(described, Data, Backend.Complete("COPY 2"), Backend.Ready(), Backend.Ready()));
    }

    [Fact]
    public void A_failed_transaction_is_asked_nothing()
    {
        Run("select 1", "SELECT 1", 'E');
        Assert.Equal("Q", Frames.Codes(Session.Client(Database, Frontend.Query(Copy))));
        Assert.Equal("EZ", Frames.Codes(Session.Server(Backend.Error("SERROR", "C25P02", "Maborted"), Backend.Ready('E'))));
    }

    private static void Ends(params byte[][] answer)
    {
        using RelayedSession session = Open();
        var database = SampleDatabase.Usual();
        session.Client(database, Frontend.Query(Copy));
        session.Server(Described);
        Exception end = Record.Exception(() => session.Server(answer));
        Assert.True(end is MaskingException or PostgresProtocolException, $"{end}");
        Assert.DoesNotContain(Ssn, Frames.Text(session.Recorder.ToClient), StringComparison.Ordinal);
    }
}
