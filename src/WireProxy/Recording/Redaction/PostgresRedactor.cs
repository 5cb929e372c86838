using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Sql.Lexing;

namespace WireProxy.Recording.Redaction;

/// <summary>The texts of Query and Parse messages, from the first message after the login.</summary>
internal sealed class PostgresRedactor : IClientRedactor
{
    private readonly SecretScanner _scanner = new(SqlDialect.Postgres);
    private readonly GatheredHeader _gathered = new(FrameHeader.Size);
    private long _bodyRemaining;
    private Part _part;

    /// <summary>How the server reads the next text.</summary>
    public Func<BackslashInLiteral> Backslash { get; set; } = static () => BackslashInLiteral.Ordinary;

    public void Find(ReadOnlySpan<byte> piece, SecretPlaces secrets)
    {
        int at = 0;
        while (at < piece.Length)
        {
            if (_bodyRemaining == 0)
            {
                at += ReadHeader(piece[at..]);
                continue;
            }
            int length = (int)Math.Min(_bodyRemaining, piece.Length - at);
            _bodyRemaining -= length;
            if (_part != Part.None)
                ReadBody(piece.Slice(at, length), at, secrets);
            at += length;
        }
    }

    private int ReadHeader(ReadOnlySpan<byte> piece)
    {
        if (!_gathered.TryTake(piece, out int length, out ReadOnlySpan<byte> bytes))
            return length;
        FrameHeader header = FrameHeader.Read(bytes);
        _bodyRemaining = header.BodyLength;
        _part = (FrontendMessageCode)header.Code switch
        {
            FrontendMessageCode.Query => Part.Text,
            FrontendMessageCode.Parse => Part.Name,
            _ => Part.None,
        };
        if (_part != Part.None)
            _scanner.Begin(Backslash());
        return length;
    }

    // Query: String text. Parse: String name, String text, parameter types.
    private void ReadBody(ReadOnlySpan<byte> body, int offset, SecretPlaces secrets)
    {
        int at = 0;
        if (_part == Part.Name)
        {
            int name = body.IndexOf((byte)0);
            if (name < 0)
                return;
            at = name + 1;
            _part = Part.Text;
        }
        int length = body[at..].IndexOf((byte)0);
        if (length < 0)
            length = body.Length - at;
        else
            _part = Part.None;
        _scanner.Scan(body.Slice(at, length), offset + at, secrets);
    }

    private enum Part : byte
    {
        None,
        Name,
        Text,
    }
}
