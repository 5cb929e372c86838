using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Protocols.Postgres.Tests.Conversation;

/// <summary>The rows of the attribution table (protocols reference 1.C).</summary>
public sealed class AttributionTests
{
    [Fact]
    public void A_query_is_answered_up_to_ready() => Transcript.Play(
        """
        client: Query Query
        server: RowDescription -> 1
        server: DataRow -> 1
        server: CommandComplete -> 1
        server: EmptyQueryResponse -> 1
        server: CopyOutResponse -> 1
        server: CopyData -> 1
        server: CopyDone -> 1
        server: CommandComplete -> 1
        server: ReadyForQuery -> 1 ends
        server: ErrorResponse -> 2
        server: ReadyForQuery -> 2 ends
        """);

    [Fact]
    public void Extended_messages_end_with_their_own_byte() => Transcript.Play(
        """
        client: Parse Bind DescribeStatement DescribeStatement DescribePortal DescribePortal Close
        server: ParseComplete -> 1 ends
        server: BindComplete -> 2 ends
        server: ParameterDescription -> 3
        server: RowDescription -> 3 ends
        server: ParameterDescription -> 4
        server: NoData -> 4 ends
        server: RowDescription -> 5 ends
        server: NoData -> 6 ends
        server: CloseComplete -> 7 ends
        """);

    [Fact]
    public void An_execute_ends_completed_empty_or_suspended() => Transcript.Play(
        """
        client: Execute Execute Execute Execute
        server: DataRow -> 1
        server: DataRow -> 1
        server: CommandComplete -> 1 ends
        server: EmptyQueryResponse -> 2 ends
        server: DataRow -> 3
        server: PortalSuspended -> 3 ends
        server: CopyOutResponse -> 4
        server: CopyData -> 4
        server: CopyDone -> 4
        server: CommandComplete -> 4 ends
        """);

    [Fact]
    public void Function_calls_and_syncs_end_in_ready() => Transcript.Play(
        """
        client: FunctionCall FunctionCall Sync
        server: FunctionCallResponse -> 1
        server: ReadyForQuery -> 1 ends
        server: ErrorResponse -> 2
        server: ReadyForQuery -> 2 ends
        server: ReadyForQuery -> 3 ends
        """);

    [Fact]
    public void A_failing_sync_still_ends_in_ready() => Transcript.Play(
        """
        client: Execute Sync Parse
        server: CommandComplete -> 1 ends
        server: ErrorResponse -> 2
        server: ReadyForQuery -> 2 ends
        server: ParseComplete -> 3 ends
        """);

    [Theory]
    [InlineData("Parse")]
    [InlineData("Bind")]
    [InlineData("DescribeStatement")]
    [InlineData("DescribePortal")]
    [InlineData("Execute")]
    [InlineData("Close")]
    public void An_error_skips_everything_to_sync(string failing) => Transcript.Play(
        $"""
        client: {failing} Parse Bind DescribePortal Execute Close Query FunctionCall Sync Parse
        server: ErrorResponse -> 1 ends
        server: ReadyForQuery -> 9 ends
        server: ParseComplete -> 10 ends
        """);

    [Fact]
    public void Each_of_several_syncs_gives_one_ready() => Transcript.Play(
        """
        client: Parse Sync Sync Bind Sync
        server: ErrorResponse -> 1 ends
        server: ReadyForQuery -> 2 ends
        server: ReadyForQuery -> 3 ends
        server: ErrorResponse -> 4 ends
        server: ReadyForQuery -> 5 ends
        """);

    [Fact]
    public void An_error_in_a_query_skips_nothing() => Transcript.Play(
        """
        client: Query Parse
        server: ErrorResponse -> 1
        server: ReadyForQuery -> 1 ends
        server: ParseComplete -> 2 ends
        """);

    [Theory]
    [InlineData(BackendMessageCode.NoticeResponse)]
    [InlineData(BackendMessageCode.NotificationResponse)]
    [InlineData(BackendMessageCode.ParameterStatus)]
    public void Messages_that_nobody_asked_for_may_come_anywhere(BackendMessageCode code) => Transcript.Play(
        $"""
        server: {code} -> nobody unrelated
        client: Query Sync
        server: {code} -> 1 unrelated
        server: RowDescription -> 1
        server: {code} -> 1 unrelated
        server: DataRow -> 1
        server: CommandComplete -> 1
        server: {code} -> 1 unrelated
        server: ReadyForQuery -> 1 ends
        server: {code} -> 2 unrelated
        server: ReadyForQuery -> 2 ends
        server: {code} -> nobody unrelated
        """);

    [Fact]
    public void A_notice_while_the_server_skips_is_not_laid_on_what_it_skips() => Transcript.Play(
        """
        client: Parse Query Execute Sync
        server: ErrorResponse -> 1 ends
        server: NoticeResponse -> 4 unrelated
        server: ReadyForQuery -> 4 ends
        """);

    [Fact]
    public void An_error_that_nobody_asked_for_is_the_servers_farewell() => Transcript.Play(
        """
        server: ErrorResponse -> nobody unrelated
        client: Sync
        server: ReadyForQuery -> 1 ends
        server: ErrorResponse -> nobody unrelated
        """);
}
