using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Login;

namespace WireProxy.Protocols.MySql.Tests.Conversation;

/// <summary>Random clients against a model of a server: every packet is what it is, in the reply that it belongs to.</summary>
public sealed class RandomTranscriptTests
{
    private const int Conversations = 20_000;

    private static readonly CapabilityFlags[] Choices =
    [
        CapabilityFlags.DeprecateEof, CapabilityFlags.SessionTrack, CapabilityFlags.MariaDbCacheMetadata,
        CapabilityFlags.MariaDbExtendedMetadata, CapabilityFlags.MariaDbProgress,
    ];

    [Fact]
    public void Every_packet_is_attributed_to_the_command_that_it_answers()
    {
        int packets = 0;
        for (int seed = 0; seed < Conversations; seed++)
            packets += Play(seed);
        Assert.True(packets > 1_000_000, $"only {packets} packets");
    }

    private static int Play(int seed)
    {
        var random = new Random(seed);
        CapabilityFlags capabilities = Choices.Where(_ => random.Next(2) == 0).Aggregate(CapabilityFlags.Protocol41, (all, one) => all | one);
        ReplyKind[] commands = [.. Enumerable.Range(0, random.Next(3, 30)).Select(_ => (ReplyKind)random.Next((int)ReplyKind.Authentication + 1))];
        var server = new ModelServer(random, capabilities);
        var conversation = new MySqlConversation(capabilities, 1000);
        int sent = 0, read = 0, received = 0;
        while (true)
        {
            int step = random.Next(3);
            if (step == 0 && sent < commands.Length)
                conversation.Expect(new PendingReply(commands[sent], ReplyAudience.Client) { ClientOffset = ++sent });
            else if (step == 1 && read < sent)
                server.Read(commands[read], ++read);
            else if (server.TryReply(out ModelPacket packet))
                Receive(conversation, packet, seed, ++received);
            else if (read == commands.Length)
                break;
        }
        Assert.True(conversation.IsIdle, $"seed {seed} ends unsettled");
        return received;
    }

    private static void Receive(MySqlConversation conversation, in ModelPacket packet, int seed, int count)
    {
        ReadOnlySpan<byte> prefix = packet.Payload.AsSpan(0, Math.Min(packet.Payload.Length, MySqlConversation.PrefixLength));
        Attribution reply = conversation.Receive(packet.Header, prefix);
        Assert.True(
            (reply.Part, reply.Progress, conversation.Current.ClientOffset) == (packet.Part, packet.Progress, packet.Command),
            $"seed {seed}, packet {count}: {packet.Part} of {packet.Command} was {reply.Part} of {conversation.Current.ClientOffset}, {reply.Progress}");
        conversation.Settle();
    }
}
