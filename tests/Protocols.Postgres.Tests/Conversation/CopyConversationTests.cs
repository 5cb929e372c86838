using WireProxy.Protocols.Postgres.Conversation;

namespace WireProxy.Protocols.Postgres.Tests.Conversation;

/// <summary>COPY FROM STDIN: the server ignores Sync inside copy-in mode, and a failing COPY makes it a race.</summary>
public sealed class CopyConversationTests
{
    [Fact]
    public void A_copy_inside_a_query() => Transcript.Play(
        """
        client: Query CopyEnd Query
        server: CopyInResponse -> 1
        server: CommandComplete -> 1
        server: RowDescription -> 1
        server: CommandComplete -> 1
        server: ReadyForQuery -> 1 ends
        server: EmptyQueryResponse -> 3
        server: ReadyForQuery -> 3 ends
        """);

    [Fact]
    public void Two_copies_inside_one_query() => Transcript.Play(
        """
        client: Query CopyEnd CopyEnd Sync
        server: CopyInResponse -> 1
        server: CommandComplete -> 1
        server: CopyInResponse -> 1
        server: CommandComplete -> 1
        server: ReadyForQuery -> 1 ends
        server: ReadyForQuery -> 4 ends
        """);

    [Fact]
    public void A_sync_sent_with_an_extended_copy_is_ignored() => Transcript.Play(
        """
        client: Parse Bind Execute Sync
        server: ParseComplete -> 1 ends
        server: BindComplete -> 2 ends
        server: CopyInResponse -> 3
        client: CopyEnd Sync
        server: CommandComplete -> 3 ends
        server: ReadyForQuery -> 6 ends
        """);

    [Fact]
    public void Messages_behind_the_end_of_a_copy_continue_its_batch() => Transcript.Play(
        """
        client: Execute Sync CopyEnd Parse Sync
        server: CopyInResponse -> 1
        server: CommandComplete -> 1 ends
        server: ParseComplete -> 4 ends
        server: ReadyForQuery -> 5 ends
        """);

    [Fact]
    public void A_failing_copy_whose_sync_was_swallowed() => Transcript.Play(
        """
        client: Execute Sync
        server: CopyInResponse -> 1
        client: CopyEnd Sync
        server: ErrorResponse -> 1 ends
        server: ReadyForQuery -> 2 ends
        client: Parse Sync
        server: ParseComplete -> 5 ends
        server: ReadyForQuery -> 6 ends
        """);

    [Fact]
    public void A_failing_copy_whose_sync_was_answered() => Transcript.Play(
        """
        client: Execute Sync
        server: CopyInResponse -> 1
        client: CopyEnd Sync
        server: ErrorResponse -> 1 ends
        server: ReadyForQuery -> 2 ends
        server: ReadyForQuery -> 4 ends
        client: Parse Sync
        server: ParseComplete -> 5 ends
        server: ReadyForQuery -> 6 ends
        """);

    [Fact]
    public void A_batch_pipelined_behind_a_failing_copy_and_its_own_sync() => Transcript.Play(
        """
        client: Execute Sync CopyEnd Sync Parse Bind Execute Sync
        server: CopyInResponse -> 1
        server: ErrorResponse -> 1 ends
        server: ReadyForQuery -> 2 ends
        server: ParseComplete -> 5 ends
        server: BindComplete -> 6 ends
        server: CommandComplete -> 7 ends
        server: ReadyForQuery -> 8 ends
        """);

    /// <summary>
    /// The first Sync was read inside copy-in mode, so ReadyForQuery answers the second and the clean batch between them was
    /// skipped. Taken for the answer to the first, the rows of the last batch would pass for those of the clean one.
    /// </summary>
    [Fact]
    public void A_batch_between_two_syncs_of_a_failing_copy_is_refused() => Transcript.Play(
        """
        client: Execute Sync Parse Bind Execute Sync Parse Bind Execute Sync
        server: CopyInResponse -> 1
        server: ErrorResponse -> 1 ends
        server: ReadyForQuery is refused
        """);

    [Fact]
    public void What_follows_a_failing_copy_without_another_sync_is_its_own_batch() => Transcript.Play(
        """
        client: Execute Sync Parse
        server: CopyInResponse -> 1
        server: ErrorResponse -> 1 ends
        server: ReadyForQuery -> 2 ends
        server: ParseComplete -> 3 ends
        """);

    [Fact]
    public void Syncs_inside_a_failing_copy_of_a_query_were_swallowed() => Transcript.Play(
        """
        client: Query Sync Parse Sync
        server: CopyInResponse -> 1
        server: ErrorResponse -> 1
        server: ReadyForQuery -> 1 ends
        server: ParseComplete -> 3 ends
        server: ReadyForQuery -> 4 ends
        """);

    [Fact]
    public void Syncs_inside_a_failing_copy_of_a_query_were_answered() => Transcript.Play(
        """
        client: Query Sync Parse Sync
        server: CopyInResponse -> 1
        server: ErrorResponse -> 1
        server: ReadyForQuery -> 1 ends
        server: ReadyForQuery -> 2 ends
        server: ParseComplete -> 3 ends
        server: ReadyForQuery -> 4 ends
        """);

    [Fact]
    public void A_copy_done_outside_of_a_copy_is_nothing()
    {
        PostgresConversation conversation = Transcript.Play(
            """
            client: CopyEnd Query CopyEnd CopyEnd
            server: ErrorResponse -> 2
            server: ReadyForQuery -> 2 ends
            """);
        Assert.True(conversation.IsIdle);
        conversation.Expect(new PendingReply(ReplyKind.CopyEnd, ReplyAudience.Client));
        Assert.True(conversation.IsIdle);
    }

    [Fact]
    public void A_copy_that_never_began_leaves_its_syncs_answered() => Transcript.Play(
        """
        client: Execute Sync CopyEnd Sync Query
        server: ErrorResponse -> 1 ends
        server: ReadyForQuery -> 2 ends
        server: ReadyForQuery -> 4 ends
        server: CommandComplete -> 5
        """);
}
