using System.Text;
using WireProxy.Audit.Records;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Tests.Recording.Postgres;

/// <summary>Writes the two sides of a session, message by message, as they would be recorded: one millisecond per record.</summary>
internal sealed class Transcript : IRecordedTranscript
{
    private readonly MessageWriter _writer = new();
    private readonly List<(RecordKind Kind, byte[] Bytes)> _records = [];

    public string Protocol => "postgres";

    public IReadOnlyList<(RecordKind Kind, byte[] Bytes)> Records => _records;

    /// <summary>Bytes of the client so far.</summary>
    public long ClientOffset => _records.Where(record => record.Kind == RecordKind.ClientBytes).Sum(record => (long)record.Bytes.Length);

    public static Transcript LoggedIn() => new Transcript()
        .Client([0, 0, 0, 8, 0x04, 0xD2, 0x16, 0x2F])
        .Server("N"u8.ToArray())
        .Startup("alice", "shop", "app")
        .Server(BackendMessageCode.Authentication, [0, 0, 0, 10, .. "SCRAM-SHA-256\0\0"u8])
        .Client(FrontendMessageCode.AuthenticationResponse, new byte[40])
        .Server(BackendMessageCode.Authentication, [0, 0, 0, 0])
        .Server(BackendMessageCode.ParameterStatus, "server_version\015.2\0"u8.ToArray())
        .Server(BackendMessageCode.BackendKeyData, [0, 0, 0, 9, 0, 0, 0, 0])
        .Ready();

    public Transcript Startup(string user, string database, string application) => Client(
        _writer.BeginUntyped().Int32(196608).CString("user").CString(user).CString("database").CString(database)
            .CString("application_name").CString(application).Byte(0).End().ToArray());

    public Transcript Query(string sql) => Client(FrontendMessageCode.Query, [.. Encoding.UTF8.GetBytes(sql), 0]);

    public Transcript Parse(string name, string sql) =>
        Client(FrontendMessageCode.Parse, [.. Encoding.UTF8.GetBytes($"{name}\0{sql}\0"), 0, 0]);

    public Transcript Bind(string portal, string statement) =>
        Client(FrontendMessageCode.Bind, [.. Encoding.UTF8.GetBytes($"{portal}\0{statement}\0"), 0, 0, 0, 0, 0, 0]);

    public Transcript Execute(string portal) => Client(FrontendMessageCode.Execute, [.. Encoding.UTF8.GetBytes(portal + "\0"), 0, 0, 0, 0]);

    public Transcript Sync() => Client(FrontendMessageCode.Sync, []);

    public Transcript Parsed() => Server(BackendMessageCode.ParseComplete, []);

    public Transcript Bound() => Server(BackendMessageCode.BindComplete, []);

    public Transcript Rows(int count)
    {
        for (int i = 0; i < count; i++)
            Server(BackendMessageCode.DataRow, [0, 1, 0, 0, 0, 1, (byte)'x']);
        return this;
    }

    public Transcript Columns() => Server(BackendMessageCode.RowDescription, [0, 1, (byte)'c', 0, .. new byte[18]]);

    public Transcript Complete(string tag) => Server(BackendMessageCode.CommandComplete, [.. Encoding.UTF8.GetBytes(tag), 0]);

    public Transcript Error(string state, string message) =>
        Server(BackendMessageCode.ErrorResponse, Encoding.UTF8.GetBytes($"SERROR\0VERROR\0C{state}\0M{message}\0\0"));

    public Transcript Ready(char status = 'I') => Server(BackendMessageCode.ReadyForQuery, [(byte)status]);

    public Transcript Client(FrontendMessageCode code, byte[] body) => Client(_writer.Begin(code).Bytes(body).End().ToArray());

    public Transcript Server(BackendMessageCode code, byte[] body) => Server(_writer.Begin(code).Bytes(body).End().ToArray());

    public Transcript Client(byte[] bytes) => Add(RecordKind.ClientBytes, bytes);

    public Transcript Server(byte[] bytes) => Add(RecordKind.ServerBytes, bytes);

    public Transcript Add(StatementVerdict verdict) => Add(RecordKind.Verdict, RecordPayload.Write(verdict));

    public Transcript Add(MasksApplied masks) => Add(RecordKind.MasksApplied, RecordPayload.Write(masks));

    public Transcript End() => Add(RecordKind.SessionEnded, RecordPayload.Write(new SessionEnded("done")));

    public Transcript Add(RecordKind kind, byte[] bytes)
    {
        _records.Add((kind, bytes));
        return this;
    }
}

