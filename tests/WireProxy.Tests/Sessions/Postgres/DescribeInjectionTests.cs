using WireProxy.Masking;
using static WireProxy.Tests.Sessions.Postgres.Frontend;

namespace WireProxy.Tests.Sessions.Postgres;

/// <summary>Rows can only be masked once their columns are known: a portal is described before it is executed.</summary>
public sealed class DescribeInjectionTests : MaskedSessionFixture
{
    public DescribeInjectionTests() => Run("select 1", "SELECT 1");

    [Fact]
    public void An_undescribed_portal_is_described_and_the_answer_swallowed()
    {
        byte[] sent = Session.Client(Parse("", Dirty), Bind(), Frontend.Execute(), Sync);
        Assert.Equal(Frames.Join(Parse("", Dirty), Bind(), Describe('P'), Frontend.Execute(), Sync), sent);
        Assert.Equal(
            Frames.Join(Backend.ParseComplete, Backend.BindComplete, Backend.Data(Hidden), Backend.Complete("SELECT 1"), Backend.Ready()),
            Session.Server(
                Backend.ParseComplete, Backend.BindComplete, SsnColumn, Backend.Data(Ssn), Backend.Complete("SELECT 1"), Backend.Ready()));
    }

    [Fact]
    public void A_portal_that_the_client_describes_is_not_described_again()
    {
        byte[] asked = Frames.Join(Parse("", Dirty), Bind(), Describe('P'), Frontend.Execute(), Sync);
        Assert.Equal(asked, Session.Client(asked));
        Assert.Equal("12TDCZ", Frames.Codes(Session.Server(
            Backend.ParseComplete, Backend.BindComplete, SsnColumn, Backend.Data(Ssn), Backend.Complete("SELECT 1"), Backend.Ready())));
    }

    [Theory]
    [InlineData("Parse Statement Bind Execute", "PDBDE")]
    [InlineData("Bind Portal Execute", "BDE")]
    [InlineData("Bind Portal Bind Execute", "BDBDE")]
    [InlineData("Bind Portal Flush Execute", "BDHE")]
    [InlineData("Bind Portal Close Execute", "BDCE")]
    [InlineData("Bind Portal Execute Execute", "BDEE")]
    [InlineData("Bind Portal Sync Execute", "BDSDE")]
    [InlineData("Bind Portal Query Execute", "BDQDE")]
    [InlineData("Bind Portal Other Execute", "BDDEDE")]
    public void A_description_holds_until_something_may_have_replaced_the_portal(string asked, string sent) =>
        Assert.Equal(sent, Frames.Codes(Session.Client([.. asked.Split(' ').Select(Message)])));

    [Fact]
    public void A_failing_description_is_the_error_of_the_execute()
    {
        Session.Client(Frontend.Execute("gone"), Sync);
        byte[] answer = Frames.Join(Backend.Error("SERROR", "C34000"), Backend.Ready());
        Assert.Equal(answer, Session.Server(answer));
        Assert.True(Session.State.Conversation.IsSettled);
    }

    [Fact]
    public void A_suspended_portal_goes_on_under_the_same_masks()
    {
        Session.Client(Parse("", Dirty), Bind(), Frontend.Execute("", 1), Frontend.Execute("", 1), Sync);
        Assert.Equal(
            Frames.Join(
                Backend.ParseComplete, Backend.BindComplete, Backend.Data(Hidden), Backend.PortalSuspended, Backend.Data(Hidden),
                Backend.Complete("SELECT 1"), Backend.Ready()),
            Session.Server(
                Backend.ParseComplete, Backend.BindComplete, SsnColumn, Backend.Data(Ssn), Backend.PortalSuspended, Backend.Data(Ssn),
                Backend.Complete("SELECT 1"), Backend.Ready()));
    }

    [Fact]
    public void A_portal_without_rows_has_none_to_mask()
    {
        Session.Client(Parse("", "set x to 1"), Bind(), Frontend.Execute(), Sync);
        Assert.Equal("12CZ", Frames.Codes(Session.Server(
            Backend.ParseComplete, Backend.BindComplete, Backend.NoData, Backend.Complete("SET"), Backend.Ready())));
    }

    [Fact]
    public void Rows_of_a_query_without_description_end_the_session_before_they_leave()
    {
        Session.Client(Frontend.Query(Dirty));
        Assert.Throws<MaskingException>(() => Session.Server(Backend.Data(Ssn)));
        Assert.DoesNotContain(Ssn, Frames.Text(Session.Recorder.ToClient), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_behind_the_end_of_a_result_end_the_session()
    {
        Session.Client(Frontend.Query(Dirty));
        Assert.Throws<MaskingException>(() => Session.Server(
            NameColumn, Backend.Data("ann"), Backend.Complete("SELECT 1"), Backend.Data(Ssn)));
    }

    [Fact]
    public void Rows_of_an_execute_without_description_end_the_session_before_they_leave()
    {
        Session.Client(Bind(), Frontend.Execute(), Sync);
        Session.Server(Backend.BindComplete);
        Assert.ThrowsAny<Exception>(() => Session.Server(Backend.Data(Ssn)));
        Assert.DoesNotContain(Ssn, Frames.Text(Session.Recorder.ToClient), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_longer_than_can_be_held_ends_the_session()
    {
        Session.Client(Frontend.Query(Dirty));
        Session.Server(SsnColumn);
        Assert.Throws<MaskingException>(() => Session.Server(Backend.Data(new string('x', RelayedSession.InspectionLimit))[..100]));
    }

    [Fact]
    public void Long_rows_stream_where_none_of_their_columns_is_masked()
    {
        Session.Client(Frontend.Query("select name from customers"));
        Session.Server(NameColumn);
        byte[] row = Backend.Data(new string('x', 100_000));
        Assert.Equal(row, Frames.Join(Session.Server(row[..10]), Session.Server(row[10..5000]), Session.Server(row[5000..])));
    }

    [Fact]
    public void Split_at_every_position_the_masked_result_is_the_same()
    {
        byte[] asked = Frames.Join(Parse("", Dirty), Bind(), Frontend.Execute(), Sync, Frontend.Query(Dirty));
        byte[] answered = Frames.Join(
            Backend.ParseComplete, Backend.BindComplete, SsnColumn, Backend.Data(Ssn), Backend.Data((string?)null), Backend.Complete("SELECT 2"),
            Backend.Ready(), SsnColumn, Backend.Data(Ssn), Backend.Complete("SELECT 1"), Backend.Ready());
        byte[] expected = Frames.Join(
            Backend.ParseComplete, Backend.BindComplete, Backend.Data(Hidden), Backend.Data((string?)null), Backend.Complete("SELECT 2"),
            Backend.Ready(), SsnColumn, Backend.Data(Hidden), Backend.Complete("SELECT 1"), Backend.Ready());
        for (int at = 0; at <= answered.Length; at++)
        {
            int client = Math.Min(at, asked.Length);
            Assert.Equal("PBDESQ", Frames.Codes(Frames.Join(Session.Client(asked[..client]), Session.Client(asked[client..]))));
            Assert.Equal(expected, Frames.Join(Session.Server(answered[..at]), Session.Server(answered[at..])));
        }
    }

    private static byte[] Message(string word) => word switch
    {
        "Parse" => Parse("", Clean),
        "Statement" => Describe('S'),
        "Bind" => Bind(),
        "Portal" => Describe('P'),
        "Execute" => Frontend.Execute(),
        "Other" => Frontend.Execute("other"),
        "Query" => Frontend.Query("select 1"),
        "Close" => Close('P', "other"),
        "Flush" => Flush,
        _ => Sync,
    };
}
