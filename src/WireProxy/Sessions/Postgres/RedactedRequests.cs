using WireProxy.Protocols.Postgres;
using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Protocols.Postgres.Values;
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
                FollowBind(frame);
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

    private void FollowBind(in ReceivedFrame frame)
    {
        int values = 0;
        try
        {
            BindNames names = BindNames.Read(frame.Body);
            RedactedStatement statement = _statements.Find(names.Statement);
            _data = _batchIsClosed || _data == DataRedaction.None ? statement.Data : _data;
            _batchIsClosed = false;
            if (statement.Parameters.IsNone)
                return;
            values = names.Length;
            if (frame.IsWhole)
                Values(frame, Bind.Read(frame.Body), statement.Parameters);
            else
                Body(frame, values, SecretPlaces.Nothing);
        }
        catch (PostgresProtocolException)
        {
            // The server refuses it.
            Body(frame, values, SecretPlaces.Nothing);
        }
    }

    private void Values(in ReceivedFrame frame, in Bind bind, ParameterChoice redacted)
    {
        int number = 0;
        foreach (BindParameter parameter in bind)
        {
            if (redacted.Contains(++number))
            {
                byte filler = parameter.Format == FieldFormat.Binary ? SecretPlaces.Nothing : SecretPlaces.Asterisk;
                secrets.Announce(BodyAt(frame) + parameter.Start, parameter.Bytes.Length, filler);
            }
        }
    }

    private void Body(in ReceivedFrame frame, int start, byte filler) =>
        secrets.Announce(BodyAt(frame) + start, frame.Header.BodyLength - start, filler);

    private static long BodyAt(in ReceivedFrame frame) => frame.StreamOffset + FrameHeader.Size;
}
