using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;

namespace WireProxy.Protocols.MySql.Tests.Conversation;

/// <summary>A random client, a <see cref="ModelServer"/>, and the conversation between them, in a random order of steps.</summary>
internal sealed class ModelDialogue
{
    private static readonly CapabilityFlags[] Choices =
    [
        CapabilityFlags.DeprecateEof, CapabilityFlags.SessionTrack, CapabilityFlags.MariaDbCacheMetadata,
        CapabilityFlags.MariaDbExtendedMetadata, CapabilityFlags.MariaDbProgress,
    ];

    private readonly Random _random;
    private readonly ModelServer _server;
    private readonly (ReplyKind Kind, int Packets)[] _commands;
    private int _sent;
    private int _read;
    private int _exchange;

    public ModelDialogue(int seed)
    {
        _random = new Random(seed);
        CapabilityFlags capabilities = Choices.Where(_ => _random.Next(2) == 0).Aggregate(CapabilityFlags.Protocol41, (all, one) => all | one);
        _commands = [.. Enumerable.Range(0, _random.Next(3, 30)).Select(_ =>
            ((ReplyKind)_random.Next((int)ReplyKind.Authentication + 1), Packets()))];
        _server = new ModelServer(_random, capabilities);
        Conversation = new MySqlConversation(capabilities, 1000);
    }

    public MySqlConversation Conversation { get; }

    public Random Random => _random;

    /// <summary>Goes on to the server's next packet; false when everything is said.</summary>
    public bool TryNext(out ModelPacket packet)
    {
        while (true)
        {
            int step = _random.Next(3);
            // Nothing is sent behind a command whose reply is an exchange, nor while a file goes.
            if (step == 0 && _sent < _commands.Length && _exchange == 0)
                Send();
            else if (step == 1 && _read < _sent)
                _server.Read(_commands[_read].Kind, ++_read, _commands[_read - 1].Packets, Manners());
            else if (_server.TryReply(out packet))
            {
                if (packet.Progress == AnswerProgress.Ends && packet.Command == _exchange)
                    _exchange = 0;
                return true;
            }
            else if (_read == _commands.Length)
                return false;
        }
    }

    /// <summary>Hands a packet to the conversation, and sends what the client answers.</summary>
    public Attribution Receive(in ModelPacket packet)
    {
        ReadOnlySpan<byte> prefix = packet.Payload.AsSpan(0, Math.Min(packet.Payload.Length, MySqlConversation.PrefixLength));
        Attribution reply = Conversation.Receive(packet.Header, prefix);
        Conversation.Settle();
        for (int further = 1; further <= packet.Continuations; further++)
            Conversation.Continue(new PacketHeader(further == packet.Continuations ? 5 : PacketHeader.MaxPayload, (byte)(packet.Header.Sequence + further)));
        for (int answers = packet.ClientPackets - 1; answers >= 0; answers--)
            Conversation.Extend((byte)(packet.NextSequence - answers));
        return reply;
    }

    private void Send()
    {
        (ReplyKind kind, int packets) = _commands[_sent];
        Conversation.Expect(new PendingReply(kind, ReplyAudience.Client) { ClientOffset = ++_sent });
        for (int further = 2; further <= packets; further++)
            Conversation.Extend((byte)further);
        if (kind == ReplyKind.Authentication)
            _exchange = _sent;
    }

    private int Packets() => _random.Next(50) switch
    {
        0 => 300,
        < 5 => _random.Next(2, 6),
        _ => 1,
    };

    private ModelManners Manners()
    {
        if (_read != _sent || _commands[_read - 1].Kind != ReplyKind.Results)
            return ModelManners.AnswersOnly;
        _exchange = _read;
        return ModelManners.MayAskForFiles;
    }
}
