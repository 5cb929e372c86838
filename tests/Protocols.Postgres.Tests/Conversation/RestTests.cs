using WireProxy.Protocols.Postgres.Conversation;

namespace WireProxy.Protocols.Postgres.Tests.Conversation;

/// <summary>When nothing is owed, and when everything that statements changed has been reported, too.</summary>
public sealed class RestTests
{
    [Fact]
    public void A_new_conversation_is_settled()
    {
        var conversation = new PostgresConversation(10);
        Assert.True(conversation.IsIdle && conversation.IsSettled);
    }

    [Theory]
    [InlineData("client: Query", false, false)]
    [InlineData("client: Query\nserver: ReadyForQuery -> 1 ends", true, true)]
    [InlineData("client: Parse\nserver: ParseComplete -> 1 ends", true, false)]
    [InlineData("client: Parse Sync\nserver: ParseComplete -> 1 ends", false, false)]
    [InlineData("client: Parse Sync\nserver: ParseComplete -> 1 ends\nserver: ReadyForQuery -> 2 ends", true, true)]
    [InlineData("client: Query CopyEnd\nserver: ErrorResponse -> 1\nserver: ReadyForQuery -> 1 ends", true, true)]
    [InlineData("client: Parse\nserver: ErrorResponse -> 1 ends", true, false)]
    [InlineData("client: Execute Sync CopyEnd\nserver: CopyInResponse -> 1\nserver: CommandComplete -> 1 ends", true, false)]
    public void Idle_is_not_yet_settled(string script, bool idle, bool settled)
    {
        PostgresConversation conversation = Transcript.Play(script);
        Assert.Equal((idle, settled), (conversation.IsIdle, conversation.IsSettled));
    }

    [Theory]
    [InlineData("client: Execute", false)]
    [InlineData("client: Execute\nserver: DataRow -> 1", true)]
    [InlineData("client: Execute\nserver: DataRow -> 1\nserver: NoticeResponse -> 1 unrelated", true)]
    [InlineData("client: Execute\nserver: DataRow -> 1\nserver: CommandComplete -> 1 ends", false)]
    [InlineData("client: Execute\nserver: DataRow -> 1\nserver: ErrorResponse -> 1 ends", false)]
    [InlineData("client: Query\nserver: RowDescription -> 1", true)]
    [InlineData("client: Query\nserver: RowDescription -> 1\nserver: ErrorResponse -> 1", false)]
    [InlineData("client: DescribePortal\nserver: RowDescription -> 1 ends", false)]
    public void Rows_are_accepted_inside_an_answer_with_rows_only(string script, bool accepts) =>
        Assert.Equal(accepts, Transcript.Play(script).AcceptsRows);
}
