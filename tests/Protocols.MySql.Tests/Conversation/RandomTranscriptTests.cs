using WireProxy.Protocols.MySql.Conversation;

namespace WireProxy.Protocols.MySql.Tests.Conversation;

/// <summary>Random clients against a model of a server: every packet is what it is, in the reply that it belongs to.</summary>
public sealed class RandomTranscriptTests
{
    private const int Conversations = 20_000;

    [Fact]
    public void Every_packet_is_attributed_to_the_command_that_it_answers()
    {
        int packets = 0;
        for (int seed = 0; seed < Conversations; seed++)
        {
            var dialogue = new ModelDialogue(seed);
            for (; dialogue.TryNext(out ModelPacket packet); packets++)
                ReceiveRightly(dialogue, packet, seed);
            Assert.True(dialogue.Conversation.IsIdle, $"seed {seed} ends unsettled");
        }
        Assert.True(packets > 1_000_000, $"only {packets} packets");
    }

    [Fact]
    public void A_packet_with_a_wrong_sequence_id_is_not_taken_in()
    {
        int caught = 0, farewells = 0;
        for (int seed = 0; seed < Conversations; seed++)
        {
            var dialogue = new ModelDialogue(seed);
            int wrong = dialogue.Random.Next(100);
            for (int count = 0; dialogue.TryNext(out ModelPacket packet); count++)
            {
                if (count < wrong)
                {
                    ReceiveRightly(dialogue, packet, seed);
                    continue;
                }
                var sequence = (byte)(packet.Header.Sequence + dialogue.Random.Next(1, 256));
                if (ReceiveWrongly(dialogue, packet with { Header = packet.Header with { Sequence = sequence } }, seed))
                    caught++;
                else
                    farewells++;
                break;
            }
        }
        Assert.True(caught > 5_000, $"only {caught} caught");
        Assert.True(farewells is > 0 and < 1_000, $"{farewells} farewells");
    }

    /// <summary>What the real hole was: the server considers a reply ended where more of it is awaited.</summary>
    [Fact]
    public void A_reply_that_breaks_off_takes_nothing_from_the_next()
    {
        int caught = 0;
        for (int seed = 0; seed < Conversations; seed++)
        {
            var dialogue = new ModelDialogue(seed);
            int broken = dialogue.Random.Next(100);
            ModelPacket last = default;
            for (int count = 0; dialogue.TryNext(out ModelPacket packet); count++)
            {
                if (count < broken || packet.Command == last.Command)
                {
                    if (count < broken)
                        ReceiveRightly(dialogue, last = packet, seed);
                    continue;
                }
                // Where the end of the reply came, or none of it, nothing is broken; a wrapped id tells nothing.
                if (last.Progress != AnswerProgress.Continues || packet.Header.Sequence == last.NextSequence)
                    break;
                Assert.True(ReceiveWrongly(dialogue, packet, seed), $"seed {seed}: a farewell amid a reply");
                caught++;
                break;
            }
        }
        Assert.True(caught > 2_000, $"only {caught} caught");
    }

    private static void ReceiveRightly(ModelDialogue dialogue, in ModelPacket packet, int seed)
    {
        Attribution reply = dialogue.Receive(packet);
        long command = dialogue.Conversation.Current.ClientOffset;
        Assert.True(
            (reply.Part, reply.Progress, command) == (packet.Part, packet.Progress, packet.Command),
            $"seed {seed}: {packet.Part} of {packet.Command} was {reply.Part} of {command}, {reply.Progress}");
    }

    /// <summary>False if it was taken for an error that answers nothing.</summary>
    private static bool ReceiveWrongly(ModelDialogue dialogue, in ModelPacket packet, int seed)
    {
        try
        {
            Attribution reply = dialogue.Receive(packet with { Continuations = 0 });
            Assert.True((packet.Part, reply.Part) == (ReplyPart.Err, ReplyPart.Farewell), $"seed {seed}: {packet.Part} was taken in as {reply.Part}");
            return false;
        }
        catch (MySqlProtocolException)
        {
            return true;
        }
    }
}
