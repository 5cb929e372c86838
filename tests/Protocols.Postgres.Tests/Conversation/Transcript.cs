using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Protocols.Postgres.Tests.Conversation;

/// <summary>
/// Plays a conversation written down line by line. Client messages are numbered from 1, and each server message says
/// which of them it answers:
/// <code>
/// client: Parse
/// server: ParseComplete -> 1 ends
/// server: NoticeResponse -> nobody
/// server: BindComplete is refused
/// </code>
/// </summary>
internal static class Transcript
{
    public static PostgresConversation Play(string script)
    {
        var conversation = new PostgresConversation(1000);
        int sent = 0;
        foreach (string line in script.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0] == "client:")
            {
                foreach (string kind in words[1..])
                    conversation.Expect(new PendingReply(Enum.Parse<ReplyKind>(kind), ReplyAudience.Client) { ClientOffset = ++sent });
            }
            else
            {
                Receive(conversation, Enum.Parse<BackendMessageCode>(words[1]), string.Join(' ', words[2..]), line);
            }
        }
        return conversation;
    }

    private static void Receive(PostgresConversation conversation, BackendMessageCode code, string expected, string line)
    {
        if (expected == "is refused")
        {
            Assert.Throws<PostgresProtocolException>(() => conversation.Receive(code));
            return;
        }
        Attribution reply = conversation.Receive(code);
        string request = reply.Request.ClientOffset == 0 ? "nobody" : $"{reply.Request.ClientOffset}";
        string said = reply.Progress switch
        {
            AnswerProgress.Ends => $"-> {request} ends",
            AnswerProgress.Continues => $"-> {request}",
            _ => $"-> {request} unrelated",
        };
        Assert.True(expected == said, $"{line}: was {said}");
    }
}
