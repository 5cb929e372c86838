using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Protocols.MySql.Tests.Conversation;

/// <summary>One payload of the model and what it truly is.</summary>
internal readonly record struct ModelPacket(PacketHeader Header, byte[] Payload, ReplyPart Part, int Command, AnswerProgress Progress)
{
    /// <summary>Further packets that the payload takes.</summary>
    public int Continuations { get; init; }

    /// <summary>Packets that the client answers with, before the server goes on.</summary>
    public int ClientPackets { get; init; }

    /// <summary>The id that is due behind all of these.</summary>
    public byte NextSequence => (byte)(Header.Sequence + 1 + Continuations + ClientPackets);
}

/// <summary>A server in so far as attribution needs one: answers commands in order, each in every form that it may have.</summary>
internal sealed class ModelServer(Random random, CapabilityFlags capabilities)
{
    private readonly ServerPackets _packets = new(capabilities);
    private readonly Queue<ModelPacket> _said = new();
    private ModelManners _manners;
    private int _command;
    private byte _sequence;

    private bool SendsEof => !capabilities.HasFlag(CapabilityFlags.DeprecateEof);

    public bool TryReply(out ModelPacket packet) => _said.TryDequeue(out packet);

    /// <param name="kind">What the command is answered with.</param>
    /// <param name="number">Counts commands.</param>
    /// <param name="packets">How many packets it took.</param>
    /// <param name="manners">Whether a file may be asked for.</param>
    public void Read(ReplyKind kind, int number, int packets, ModelManners manners)
    {
        (_command, _sequence, _manners) = (number, (byte)packets, manners);
        while (capabilities.HasFlag(CapabilityFlags.MariaDbProgress) && kind == ReplyKind.Results && random.Next(6) == 0)
            Say(ReplyPart.Progress, _packets.Progress());
        if (random.Next(6) == 0 && kind != ReplyKind.Statistics)
            End(ReplyPart.Err, _packets.Err());
        else
            Answer(kind);
    }

    private void Answer(ReplyKind kind)
    {
        switch (kind)
        {
            case ReplyKind.Ok: End(ReplyPart.Ok, random.Next(4) == 0 ? _packets.RowsEnd() : _packets.Ok()); break;
            case ReplyKind.Statistics: End(ReplyPart.Statistics, [.. "Uptime: 1"u8]); break;
            case ReplyKind.Results: Results(); break;
            case ReplyKind.Prepare: Prepare(); break;
            case ReplyKind.Fetch: Rows(ServerStatus.LastRowSent); break;
            case ReplyKind.FieldList:
                for (int fields = random.Next(4); fields > 0; fields--)
                    Say(ReplyPart.ColumnDefinition, _packets.Definition());
                End(ReplyPart.RowsEnd, _packets.RowsEnd());
                break;
            default:
                for (int turns = random.Next(4); turns > 0; turns--)
                {
                    if (random.Next(2) == 0)
                        Ask(ReplyPart.AuthSwitch, [0xFE, .. "client_ed25519\0"u8], answers: 1);
                    else
                        Ask(ReplyPart.AuthData, [1, (byte)random.Next(256)], answers: random.Next(2));
                }
                End(ReplyPart.Ok, _packets.Ok());
                break;
        }
    }

    private void Results()
    {
        for (int more = random.Next(4); more > 0; more--)
            Result(ServerStatus.MoreResultsExist | ServerStatus.InTrans);
        Result(ServerStatus.Autocommit);
    }

    private void Result(ServerStatus status)
    {
        bool isLast = !status.HasFlag(ServerStatus.MoreResultsExist);
        switch (random.Next(5))
        {
            case 0 when _manners == ModelManners.MayAskForFiles:
                Ask(ReplyPart.LocalInfile, ServerPackets.InfileRequest, answers: random.Next(10) == 0 ? 300 : random.Next(1, 5));
                Finish(ReplyPart.Ok, _packets.Ok(status), isLast);
                break;
            case 0 or 1:
                Finish(ReplyPart.Ok, _packets.Ok(status), isLast);
                break;
            default:
                ResultSet(status, isLast);
                break;
        }
    }

    private void ResultSet(ServerStatus status, bool isLast)
    {
        int columns = random.Next(20) == 0 ? 300 : random.Next(1, 4);
        bool omitted = capabilities.HasFlag(CapabilityFlags.MariaDbCacheMetadata) && random.Next(2) == 0;
        Say(ReplyPart.ColumnCount, _packets.Columns(columns, omitted ? ColumnDefinitionsPresence.Omitted : ColumnDefinitionsPresence.Follow));
        for (int left = omitted ? 0 : columns; left > 0; left--)
            Say(ReplyPart.ColumnDefinition, _packets.Definition());
        if (isLast && random.Next(5) == 0)
        {
            ServerStatus cursor = status | ServerStatus.CursorExists;
            End(SendsEof ? ReplyPart.DefinitionsEnd : ReplyPart.RowsEnd, _packets.RowsEnd(cursor));
            return;
        }
        if (SendsEof)
            Say(ReplyPart.DefinitionsEnd, _packets.Eof(status));
        Rows(status);
    }

    private void Rows(ServerStatus status)
    {
        for (int rows = random.Next(5); rows > 0; rows--)
        {
            if (random.Next(10) == 0)
                Put(ReplyPart.Row, Row(), AnswerProgress.Continues, PacketHeader.MaxPayload, continuations: random.Next(1, 4));
            else
                Say(ReplyPart.Row, Row());
        }
        Finish(ReplyPart.RowsEnd, _packets.RowsEnd(status), !status.HasFlag(ServerStatus.MoreResultsExist));
    }

    private byte[] Row() => random.Next(4) switch
    {
        0 => [0xFB, 0xFB],
        1 => [0x00, 0x00, 0x01],
        2 => [0x00],
        _ => [0xFD, .. new byte[30]],
    };

    private void Prepare()
    {
        int columns = random.Next(3), parameters = random.Next(3);
        List<(ReplyPart Part, byte[] Payload)> packets = [(ReplyPart.PrepareOk, _packets.PrepareOk((uint)random.Next(1000), columns, parameters))];
        AddDefinitions(packets, ReplyPart.ParameterDefinition, parameters);
        AddDefinitions(packets, ReplyPart.ColumnDefinition, columns);
        for (int i = 0; i < packets.Count; i++)
            Finish(packets[i].Part, packets[i].Payload, i == packets.Count - 1);
    }

    private void AddDefinitions(List<(ReplyPart Part, byte[] Payload)> packets, ReplyPart part, int count)
    {
        for (int left = count; left > 0; left--)
            packets.Add((part, _packets.Definition()));
        if (count > 0 && SendsEof)
            packets.Add((ReplyPart.DefinitionsEnd, _packets.Eof()));
    }

    private void Finish(ReplyPart part, byte[] payload, bool ends)
    {
        if (ends)
            End(part, payload);
        else
            Say(part, payload);
    }

    private void Say(ReplyPart part, byte[] payload) => Put(part, payload, AnswerProgress.Continues, payload.Length);

    private void Ask(ReplyPart part, byte[] payload, int answers) => Put(part, payload, AnswerProgress.Continues, payload.Length, answers: answers);

    private void End(ReplyPart part, byte[] payload) => Put(part, payload, AnswerProgress.Ends, payload.Length);

    private void Put(ReplyPart part, byte[] payload, AnswerProgress progress, int length, int continuations = 0, int answers = 0)
    {
        var packet = new ModelPacket(new PacketHeader(length, _sequence), payload, part, _command, progress)
        {
            Continuations = continuations,
            ClientPackets = answers,
        };
        _sequence = packet.NextSequence;
        _said.Enqueue(packet);
    }
}

/// <summary>What the model may ask the client for.</summary>
internal enum ModelManners : byte
{
    MayAskForFiles,

    /// <summary>Commands wait behind this one, so that the client's next packets are no file.</summary>
    AnswersOnly,
}
