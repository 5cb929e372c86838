using System.Text;
using WireProxy.Audit.Records;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Protocols.Postgres.Values;
using WireProxy.Recording.Postgres;

namespace WireProxy.Replay;

/// <summary>Puts the messages of a recorded PostgreSQL session into words.</summary>
internal sealed class PostgresTranscript(TranscriptLines lines)
{
    private const int CaptureLimit = 64 << 10;
    private const int RememberedNames = 512;

    private readonly FrameScanner _client = new(CaptureLimit) { Shape = FrameShape.Untyped };
    private readonly FrameScanner _server = new(CaptureLimit);
    private readonly Dictionary<string, string> _statements = [];
    private readonly Dictionary<string, string> _portals = [];
    private readonly List<FieldFormat> _formats = [];
    private int _encryptionRequests;

    /// <summary>The bytes stopped making sense.</summary>
    public bool IsLost { get; set; }

    public void Read(StoredRecord record)
    {
        ReadOnlySpan<byte> bytes = record.Bytes.Span;
        if (record.Kind == RecordKind.ClientBytes)
        {
            while (_client.TryRead(ref bytes, out CapturedFrame frame))
                Client(frame);
            return;
        }
        for (; _encryptionRequests > 0 && !bytes.IsEmpty; _encryptionRequests--)
            _server.Skip(ref bytes, 1);
        while (_server.TryRead(ref bytes, out CapturedFrame frame))
            Server(frame);
    }

    private void Client(in CapturedFrame frame)
    {
        if (_client.Shape == FrameShape.Untyped)
        {
            if (frame.Startup.Request is StartupRequest.Tls or StartupRequest.GssEncryption)
                _encryptionRequests++;
            else
                _client.Shape = FrameShape.Typed;
            return;
        }
        var reader = new PayloadReader(frame.Body);
        switch ((FrontendMessageCode)frame.Code)
        {
            case FrontendMessageCode.Query:
                lines.Client(Text(reader.Rest));
                break;
            case FrontendMessageCode.Parse:
                string name = reader.ReadString();
                string text = Text(reader.Rest);
                Remember(_statements, name, text);
                lines.Client($"(parse) {text}");
                break;
            case FrontendMessageCode.Bind:
                string portal = reader.ReadString();
                Remember(_portals, portal, _statements.GetValueOrDefault(reader.ReadString(), "(prepared by SQL)"));
                break;
            case FrontendMessageCode.Execute:
                string executed = reader.ReadString();
                lines.Client(_portals.GetValueOrDefault(executed) ?? $"portal {executed}");
                break;
            case FrontendMessageCode.FunctionCall:
                lines.Client($"call of function {reader.ReadUInt32()}");
                break;
            case FrontendMessageCode.CopyData:
                lines.Client($"copy data, {frame.BodyLength} bytes");
                break;
            case FrontendMessageCode.Terminate:
                lines.Client("(terminate)");
                break;
        }
    }

    private void Server(in CapturedFrame frame)
    {
        switch ((BackendMessageCode)frame.Code)
        {
            case BackendMessageCode.RowDescription when frame.IsWhole:
                lines.Server(Columns(RowDescription.Read(frame.Body)));
                break;
            case BackendMessageCode.DataRow:
                lines.Server(frame.IsWhole ? Row(DataRow.Read(frame.Body)) : $"a row of {frame.BodyLength} bytes");
                break;
            case BackendMessageCode.CommandComplete:
                lines.Server($"({Text(frame.Body)})");
                break;
            case BackendMessageCode.ErrorResponse when frame.IsWhole:
                lines.Server("ERROR " + Describe(ErrorResponse.Read(frame.Body)));
                break;
            case BackendMessageCode.NoticeResponse when frame.IsWhole:
                lines.Server("NOTICE " + Describe(ErrorResponse.Read(frame.Body)));
                break;
            case BackendMessageCode.CopyData:
                lines.Server(Text(frame.Body));
                break;
        }
    }

    private string Columns(in RowDescription description)
    {
        _formats.Clear();
        var names = new List<string>();
        foreach (RowDescriptionField field in description)
        {
            names.Add(Encoding.UTF8.GetString(field.Name));
            _formats.Add(field.Format);
        }
        return string.Join(" | ", names);
    }

    private string Row(in DataRow row)
    {
        var values = new List<string>();
        foreach (DataRowValue value in row)
        {
            bool isBinary = values.Count < _formats.Count && _formats[values.Count] == FieldFormat.Binary;
            values.Add(value.IsNull ? "NULL" : isBinary ? "\\x" + Convert.ToHexStringLower(value.Bytes) : Encoding.UTF8.GetString(value.Bytes));
        }
        return string.Join(" | ", values);
    }

    private static string Describe(in ErrorResponse error) =>
        $"{Encoding.UTF8.GetString(error[ErrorResponseFieldCode.SqlState])} {Encoding.UTF8.GetString(error[ErrorResponseFieldCode.Message])}";

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    private static void Remember(Dictionary<string, string> texts, string name, string text)
    {
        if (texts.Count >= RememberedNames)
            texts.Clear();
        texts[name] = text;
    }
}
