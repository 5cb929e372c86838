using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Protocols.Postgres.Tests.Conversation;

/// <summary>A message that can not answer the oldest request ends the session: nothing is resynchronised by skipping.</summary>
public sealed class ImpossibleRepliesTests
{
    private const string Anytime = "ENAS";

    private static readonly Dictionary<ReplyKind, string> Possible = new()
    {
        [ReplyKind.Query] = "TDCIGHdcZ",
        [ReplyKind.Parse] = "1",
        [ReplyKind.Bind] = "2",
        [ReplyKind.Close] = "3",
        [ReplyKind.DescribeStatement] = "tTn",
        [ReplyKind.DescribePortal] = "Tn",
        [ReplyKind.Execute] = "DCIsGHdc",
        [ReplyKind.FunctionCall] = "VZ",
        [ReplyKind.Sync] = "Z",
    };

    [Fact]
    public void Every_other_code_is_refused_for_every_request()
    {
        foreach ((ReplyKind kind, string possible) in Possible)
        {
            for (int code = 0; code < 256; code++)
            {
                var conversation = new PostgresConversation(10);
                conversation.Expect(new PendingReply(kind, ReplyAudience.Client));
                if ((possible + Anytime).Contains((char)code, StringComparison.Ordinal))
                    conversation.Receive((BackendMessageCode)code);
                else
                    Assert.Throws<PostgresProtocolException>(() => conversation.Receive((BackendMessageCode)code));
            }
        }
    }

    [Fact]
    public void Nothing_is_possible_when_nothing_was_asked()
    {
        for (int code = 0; code < 256; code++)
        {
            if (Anytime.Contains((char)code, StringComparison.Ordinal))
                continue;
            var conversation = new PostgresConversation(10);
            Assert.Throws<PostgresProtocolException>(() => conversation.Receive((BackendMessageCode)code));
        }
    }

    [Fact]
    public void Answers_to_skipped_messages_are_refused() => Transcript.Play(
        """
        client: Parse Bind Sync
        server: ErrorResponse -> 1 ends
        server: BindComplete is refused
        """);
}
