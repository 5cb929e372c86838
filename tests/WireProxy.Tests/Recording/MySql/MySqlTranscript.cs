using System.Text;
using WireProxy.Audit.Records;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Tests.Recording.MySql;

/// <summary>Writes the two sides of a session, packet by packet, as they would be recorded: one millisecond per record.</summary>
internal sealed class MySqlTranscript(CapabilityFlags capabilities) : IRecordedTranscript
{
    public const CapabilityFlags Usual = CapabilityFlags.LongPassword | CapabilityFlags.Protocol41 | CapabilityFlags.SecureConnection
        | CapabilityFlags.PluginAuth | CapabilityFlags.ConnectWithDb | CapabilityFlags.MultiStatements | CapabilityFlags.MultiResults
        | CapabilityFlags.ConnectAttrs | CapabilityFlags.LocalFiles;

    private const CapabilityFlags Offered = Usual | CapabilityFlags.DeprecateEof | CapabilityFlags.QueryAttributes | CapabilityFlags.Ssl
        | CapabilityFlags.SessionTrack;

    private readonly PayloadWriter _writer = new();
    private readonly List<(RecordKind Kind, byte[] Bytes)> _records = [];
    private byte _sequence;

    public string Protocol => "mysql";

    public IReadOnlyList<(RecordKind Kind, byte[] Bytes)> Records => _records;

    /// <summary>Bytes of the client so far.</summary>
    public long ClientOffset => _records.Where(record => record.Kind == RecordKind.ClientBytes).Sum(record => (long)record.Bytes.Length);

    public static MySqlTranscript LoggedIn(CapabilityFlags capabilities = Usual) =>
        new MySqlTranscript(capabilities).Greeting().Response("alice", "shop", "app").Ok();

    public MySqlTranscript Greeting()
    {
        _sequence = 0;
        return Server(new HandshakeV10
        {
            ServerVersion = "8.4.3"u8,
            ThreadId = 9,
            ScramblePart1 = new byte[8],
            ScramblePart2 = new byte[13],
            Capabilities = Offered,
            CharacterSet = 45,
            Status = ServerStatus.Autocommit,
            AuthPluginName = "mysql_native_password"u8,
        }.Write(_writer));
    }

    public MySqlTranscript Response(string user, string database, string program)
    {
        byte[] attributes = [12, .. "program_name"u8, (byte)program.Length, .. Encoding.UTF8.GetBytes(program)];
        return Client(new HandshakeResponse41
        {
            Capabilities = capabilities,
            MaxPacketSize = 1 << 24,
            CharacterSet = 45,
            User = Encoding.UTF8.GetBytes(user),
            AuthResponse = new byte[20],
            Database = Encoding.UTF8.GetBytes(database),
            AuthPluginName = "mysql_native_password"u8,
            Attributes = ConnectionAttributes.Read(attributes),
        }.Write(_writer));
    }

    /// <summary>A command: its sequence ids start anew.</summary>
    public MySqlTranscript Command(CommandCode code, params byte[] body)
    {
        _sequence = 0;
        return Client([(byte)code, .. body]);
    }

    public MySqlTranscript Query(string sql) => Command(
        CommandCode.Query, [.. capabilities.HasFlag(CapabilityFlags.QueryAttributes) ? (byte[])[0, 1] : [], .. Encoding.UTF8.GetBytes(sql)]);

    public MySqlTranscript Prepare(string sql) => Command(CommandCode.StmtPrepare, Encoding.UTF8.GetBytes(sql));

    /// <param name="id">The statement.</param>
    /// <param name="flags">1 opens a cursor.</param>
    /// <param name="parameters">Null bitmap, types and values.</param>
    public MySqlTranscript Execute(uint id, byte flags = 0, params byte[] parameters) =>
        Command(CommandCode.StmtExecute, [.. BitConverter.GetBytes(id), flags, 1, 0, 0, 0, .. parameters]);

    public MySqlTranscript Fetch(uint id) => Command(CommandCode.StmtFetch, [.. BitConverter.GetBytes(id), 100, 0, 0, 0]);

    public MySqlTranscript Prepared(uint id, int columns, int parameters)
    {
        Server([0, .. BitConverter.GetBytes(id), (byte)columns, 0, (byte)parameters, 0, 0, 0, 0]);
        return Definitions(parameters).Definitions(columns);
    }

    public MySqlTranscript Columns(int count = 1, ServerStatus status = ServerStatus.None) => Server([(byte)count]).Definitions(count, status);

    public MySqlTranscript TextRow(params string?[] values) => Server(
        [.. values.SelectMany(value => value is null ? (byte[])[0xFB] : [(byte)Encoding.UTF8.GetByteCount(value), .. Encoding.UTF8.GetBytes(value)])]);

    /// <summary>A row of one text that is not NULL.</summary>
    public MySqlTranscript BinaryRow(string value) => Server([0, 0, (byte)value.Length, .. Encoding.UTF8.GetBytes(value)]);

    public MySqlTranscript End(ServerStatus status = ServerStatus.None) => capabilities.HasFlag(CapabilityFlags.DeprecateEof)
        ? Server([0xFE, 0, 0, .. BitConverter.GetBytes((ushort)status), 0, 0])
        : Server(new EofPacket(0, status).Write(_writer));

    public MySqlTranscript Ok(long affected = 0, ServerStatus status = ServerStatus.None) =>
        Server(new OkPacket { AffectedRows = (ulong)affected, Status = status }.Write(_writer, capabilities));

    public MySqlTranscript Error(ushort code, string state, string message) => Server(ErrPacket.Write(_writer, code, state, message));

    public MySqlTranscript Client(ReadOnlySpan<byte> payload) => Add(RecordKind.ClientBytes, Packets(payload));

    public MySqlTranscript Server(ReadOnlySpan<byte> payload) => Add(RecordKind.ServerBytes, Packets(payload));

    public MySqlTranscript Add(StatementVerdict verdict) => Add(RecordKind.Verdict, RecordPayload.Write(verdict));

    public MySqlTranscript Add(MasksApplied masks) => Add(RecordKind.MasksApplied, RecordPayload.Write(masks));

    public MySqlTranscript EndSession() => Add(RecordKind.SessionEnded, RecordPayload.Write(new SessionEnded("done")));

    public MySqlTranscript Add(RecordKind kind, byte[] bytes)
    {
        _records.Add((kind, bytes));
        return this;
    }

    private MySqlTranscript Definitions(int count, ServerStatus status = ServerStatus.None)
    {
        for (int i = 0; i < count; i++)
        {
            Server(new ColumnDefinition
            {
                Name = Encoding.UTF8.GetBytes($"c{i + 1}"),
                CharacterSet = CharacterSetId.Utf8Mb4,
                ColumnLength = 80,
                Type = FieldType.VarString,
            }.Write(_writer, capabilities));
        }
        return count == 0 || capabilities.HasFlag(CapabilityFlags.DeprecateEof) ? this : End(status);
    }

    private byte[] Packets(ReadOnlySpan<byte> payload)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        _sequence = PacketWriter.Write(payload, _sequence, bytes);
        return bytes.WrittenSpan.ToArray();
    }
}
