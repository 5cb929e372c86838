using WireProxy.Protocols.Postgres;
using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Recording.Redaction;

namespace WireProxy.Sessions.Postgres;

/// <summary>
/// Announces what of the client's messages is not recorded: literals of texts, parameters of Binds, data of COPYs. Follows the
/// names of prepared statements for that.
/// </summary>
/// <param name="secrets">Takes the announcements.</param>
/// <param name="inspectionLimit">The longest Bind that is held back to find its parameters; of a longer one all of them go unrecorded.</param>
internal sealed class RedactedRequests(AnnouncedSecrets secrets, int inspectionLimit)
{
    private const int NamesPrefix = 1024;
    private const int NamesRemembered = 10_000;
    private const short Binary = 1;

    private readonly NameTable<RedactedStatement> _statements = new(NamesRemembered);
    private DataRedaction _data;
    private bool _batchIsClosed = true;

    /// <summary>How much of a Bind must be here.</summary>
    public int InspectedLength(FrameHeader bind) => bind.BodyLength <= inspectionLimit ? bind.BodyLength : NamesPrefix;

    /// <param name="frame">A Query.</param>
    /// <param name="judgement">What is known of its text; null where it could not be read.</param>
    public void Query(in ReceivedFrame frame, StatementJudgement? judgement)
    {
        _data = judgement?.Redaction.Data ?? DataRedaction.None;
        Text(frame, 0, judgement);
    }

    public void Parse(in ReceivedFrame frame, ReadOnlySpan<byte> name, StatementJudgement? judgement)
    {
        Text(frame, name.Length + 1, judgement);
        RedactedStatement statement = _statements.Find(name);
        LiteralRedaction redaction = judgement?.Redaction ?? LiteralRedaction.None;
        // The server refuses a second Parse under a name; which of the two is left only it knows.
        if (statement.IsKnown && !name.IsEmpty)
            redaction = redaction.Union(new LiteralRedaction([], statement.Parameters, statement.Data));
        (statement.Parameters, statement.Data, statement.IsKnown) = (redaction.Parameters, redaction.Data, true);
    }

    /// <summary>A message that is refused unread.</summary>
    public void Unread(in ReceivedFrame frame) => Body(frame, 0, SecretPlaces.Asterisk);

    /// <summary>Bind, CopyData, FunctionCall and Sync.</summary>
    public void Follow(in ReceivedFrame frame)
    {
        switch ((FrontendMessageCode)frame.Header.Code)
        {
            case FrontendMessageCode.Bind:
                Bind(frame);
                break;
            case FrontendMessageCode.CopyData when _data == DataRedaction.All:
                Body(frame, 0, SecretPlaces.Asterisk);
                break;
            case FrontendMessageCode.FunctionCall:
                // Int32 function, then arguments of which nothing tells what they are for.
                Body(frame, sizeof(int), SecretPlaces.Nothing);
                break;
            case FrontendMessageCode.Sync:
                _batchIsClosed = true;
                break;
        }
    }

    private void Text(in ReceivedFrame frame, int start, StatementJudgement? judgement)
    {
        if (judgement is null)
        {
            Unread(frame);
            return;
        }
        foreach (SecretPlace place in judgement.Redaction.Places)
            secrets.Announce(BodyAt(frame) + start + place.Start, place.Length, place.Filler);
    }

    // String portal, String statement, Int16 n, Int16 format*n, Int16 n, (Int32 length, bytes)*n, Int16 n, Int16 format*n
    private void Bind(in ReceivedFrame frame)
    {
        var reader = new PayloadReader(frame.Body);
        int values = 0;
        try
        {
            reader.ReadCString();
            RedactedStatement statement = _statements.Find(reader.ReadCString());
            _data = _batchIsClosed || _data == DataRedaction.None ? statement.Data : _data;
            _batchIsClosed = false;
            if (statement.Parameters.IsNone)
                return;
            values = frame.Body.Length - reader.Remaining;
            if (frame.IsWhole)
                Values(frame, ref reader, statement.Parameters, ref values);
            else
                Body(frame, values, SecretPlaces.Nothing);
        }
        catch (PostgresProtocolException)
        {
            // The server refuses it.
            Body(frame, values, SecretPlaces.Nothing);
        }
    }

    private void Values(in ReceivedFrame frame, ref PayloadReader reader, ParameterChoice redacted, ref int at)
    {
        int count = reader.ReadCount();
        ReadOnlySpan<byte> formats = reader.ReadBytes(count * sizeof(short));
        int parameters = reader.ReadCount();
        for (int number = 1; number <= parameters; number++)
        {
            at = frame.Body.Length - reader.Remaining + sizeof(int);
            ReadOnlySpan<byte> value = reader.ReadValue(out _);
            if (redacted.Contains(number))
                secrets.Announce(BodyAt(frame) + at, value.Length, IsBinary(formats, number - 1) ? SecretPlaces.Nothing : SecretPlaces.Asterisk);
        }
    }

    // None means all in text, one means that one for all.
    private static bool IsBinary(ReadOnlySpan<byte> formats, int at)
    {
        int place = formats.Length == sizeof(short) ? 0 : at * sizeof(short);
        return place + 1 < formats.Length && formats[place + 1] == Binary;
    }

    private void Body(in ReceivedFrame frame, int start, byte filler) =>
        secrets.Announce(BodyAt(frame) + start, frame.Header.BodyLength - start, filler);

    private static long BodyAt(in ReceivedFrame frame) => frame.StreamOffset + FrameHeader.Size;
}
