using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Protocols.Postgres.Tests.Conversation;

/// <summary>Random clients against a model of a server: every reply goes to the request that it answers.</summary>
public sealed class RandomTranscriptTests
{
    private const int Conversations = 20_000;

    [Fact]
    public void Every_reply_is_attributed_to_the_request_that_it_answers()
    {
        int copies = 0, replies = 0;
        for (int seed = 0; seed < Conversations; seed++)
        {
            ModelMessage[] client = [.. Client(new Random(seed))];
            copies += client.Count(message => message.Outcome == ModelOutcome.CopiesInAndFails);
            replies += Play(client, seed);
        }
        Assert.True(copies > 1000 && replies > 100_000, $"{copies} failing copies, {replies} replies");
    }

    private static IEnumerable<ModelMessage> Client(Random random)
    {
        int number = 0;
        for (int left = random.Next(3, 40); left > 0; left--)
        {
            ReplyKind kind = (ReplyKind)random.Next((int)ReplyKind.CopyEnd + 1);
            bool runs = kind is ReplyKind.Query or ReplyKind.Execute;
            ModelOutcome outcome = random.Next(5) == 0 ? ModelOutcome.Fails
                : runs ? (ModelOutcome)random.Next((int)ModelOutcome.CopiesInAndFails + 1)
                : ModelOutcome.Done;
            yield return new ModelMessage(++number, kind, outcome);
            if (outcome < ModelOutcome.CopiesIn)
                continue;

            // Nothing but data, Sync and the end may follow a COPY that began; drivers send Sync before, behind, or twice.
            if (random.Next(2) == 0)
                yield return new ModelMessage(++number, ReplyKind.Sync);
            for (int data = random.Next(3); data > 0; data--)
                yield return new ModelMessage(++number, null);
            yield return new ModelMessage(++number, ReplyKind.CopyEnd, random.Next(4) == 0 ? ModelOutcome.Fails : ModelOutcome.Done);
            yield return new ModelMessage(++number, ReplyKind.Sync);
        }
        yield return new ModelMessage(++number, ReplyKind.Sync);
    }

    private static int Play(ModelMessage[] client, int seed)
    {
        var random = new Random(~seed);
        var server = new ModelServer(random);
        var conversation = new PostgresConversation(1000);
        int sent = 0, read = 0, received = 0;
        while (true)
        {
            int step = random.Next(3);
            if (step == 0 && sent < client.Length)
                Send(conversation, client[sent++]);
            else if (step == 1 && read < sent)
                server.Read(client[read++]);
            else if (server.TryReply(out ModelReply reply))
                Receive(conversation, reply, client, seed, ++received);
            else if (read == client.Length)
                break;
        }
        Assert.True(conversation.IsSettled || client.Any(message => message.Outcome >= ModelOutcome.CopiesIn), $"seed {seed} ends unsettled");
        return received;
    }

    private static void Send(PostgresConversation conversation, ModelMessage message)
    {
        if (message.Kind is { } kind)
            conversation.Expect(new PendingReply(kind, ReplyAudience.Client) { ClientOffset = message.Number });
    }

    private static void Receive(PostgresConversation conversation, ModelReply reply, ModelMessage[] client, int seed, int count)
    {
        if (conversation.AcceptsRows && reply.Code is BackendMessageCode.DataRow or BackendMessageCode.CopyData)
        {
            Assert.Equal(reply.Request, conversation.Oldest(out _).ClientOffset);
            return;
        }
        Attribution attribution = conversation.Receive(reply.Code);
        if (reply.Request < 0)
            return;
        long request = attribution.Request.ClientOffset;
        // Which of the Syncs of a failed COPY was swallowed shows only later; Syncs carry nothing to confuse.
        bool same = request == reply.Request
            || (client[reply.Request - 1].Kind == ReplyKind.Sync && attribution.Request.Kind == ReplyKind.Sync && request < reply.Request);
        Assert.True(same, $"seed {seed}, reply {count}: {reply.Code} of {reply.Request} was given to {request}");
    }
}
