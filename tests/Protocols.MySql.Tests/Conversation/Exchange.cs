using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;

namespace WireProxy.Protocols.MySql.Tests.Conversation;

/// <summary>A conversation with the packets of its server, which are numbered as they should be unless a test says otherwise.</summary>
internal sealed class Exchange(CapabilityFlags capabilities)
{
    private long _sent;
    private byte _next = 1;

    public MySqlConversation Conversation { get; } = new(capabilities, 1000);

    public ServerPackets Server { get; } = new(capabilities);

    public void Ask(params ReplyKind[] kinds)
    {
        foreach (ReplyKind kind in kinds)
            Conversation.Expect(new PendingReply(kind, ReplyAudience.Client) { ClientOffset = ++_sent });
    }

    /// <summary>Receives packets of one reply and says what each is; the last one must end it.</summary>
    public string Answer(params byte[][] payloads)
    {
        var parts = new List<string>();
        foreach (byte[] payload in payloads)
        {
            Attribution reply = Receive(payload);
            parts.Add(reply.Part.ToString());
            bool isLast = parts.Count == payloads.Length;
            Assert.True((reply.Progress == AnswerProgress.Ends) == isLast, $"packet {parts.Count} ({reply.Part}): {reply.Progress}");
        }
        return string.Join(' ', parts);
    }

    public Attribution Receive(byte[] payload, int? length = null) => ReceiveAs(_next, payload, length);

    /// <summary>Receives a packet under a sequence id of the test's choice.</summary>
    public Attribution ReceiveAs(byte sequence, byte[] payload, int? length = null)
    {
        var header = new PacketHeader(length ?? payload.Length, sequence);
        Attribution reply = Conversation.Receive(header, payload.AsSpan(0, Math.Min(payload.Length, MySqlConversation.PrefixLength)));
        Conversation.Settle();
        _next = reply.Progress == AnswerProgress.Continues ? (byte)(sequence + 1) : (byte)1;
        return reply;
    }

    public void Refuses(byte[] payload) => RefusesAs(_next, payload);

    public void RefusesAs(byte sequence, byte[] payload) => Assert.Throws<MySqlProtocolException>(() => ReceiveAs(sequence, payload));
}
