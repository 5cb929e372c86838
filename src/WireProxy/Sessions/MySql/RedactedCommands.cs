using System.Runtime.CompilerServices;
using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Recording.Redaction;
using WireProxy.Sessions.MySql.Statements;

namespace WireProxy.Sessions.MySql;

/// <summary>
/// Announces what of the client's commands is not recorded: literals of texts, parameters of executions, the contents of files.
/// </summary>
/// <param name="session">The session's shared state.</param>
/// <param name="secrets">Takes the announcements.</param>
/// <param name="inspectionLimit">The longest execution that is held back to find its parameters; of a longer one all of them go unrecorded.</param>
internal sealed class RedactedCommands(MySqlSession session, AnnouncedSecrets secrets, int inspectionLimit)
{
    private readonly ConditionalWeakTable<PreparedStatement, ExecutedParameters> _executed = [];
    private DataRedaction _data;
    private bool _goesOn;

    /// <summary>How much of the first packet of a command must be here.</summary>
    public int NeededLength(CommandCode command, PacketHeader header) => command switch
    {
        CommandCode.StmtExecute when !header.IsContinued && header.PayloadLength <= inspectionLimit => header.PayloadLength,
        CommandCode.StmtSendLongData => SendLongDataRequest.HeaderSize,
        _ => 1,
    };

    /// <param name="command">A COM_QUERY or COM_STMT_PREPARE.</param>
    /// <param name="textLength">The length of its text, which is the end of it.</param>
    /// <param name="judgement">What is known of the text; null where it could not be read.</param>
    public void Text(in ReceivedCommand command, int textLength, StatementJudgement? judgement)
    {
        LiteralRedaction redaction = judgement?.Redaction ?? LiteralRedaction.All(textLength);
        if (command.Code == CommandCode.Query)
            _data = redaction.Data;
        foreach (SecretPlace place in redaction.Places)
            Announce(command, command.Payload.Length - textLength + place.Start, place.Length, place.Filler);
    }

    /// <summary>A command of which the first packet is here, or its beginning.</summary>
    public void Begin(PacketHeader header, in ReceivedCommand command, PayloadForm form)
    {
        _goesOn = false;
        if (form == PayloadForm.TooLong)
        {
            Rest(header, command, 1);
            return;
        }
        switch (command.Code)
        {
            case CommandCode.StmtExecute when StatementOf(command.Payload, out PreparedStatement? executed) is { IsNone: false } parameters:
                Execute(header, command, executed, parameters);
                break;
            case CommandCode.StmtBulkExecute when StatementOf(command.Payload, out PreparedStatement? executed) is { IsNone: false }:
                Unread(header, command, BulkExecuteRequest.HeaderSize, executed);
                break;
            case CommandCode.StmtSendLongData when command.Payload.Length >= SendLongDataRequest.HeaderSize:
                LongData(header, command);
                break;
            case CommandCode.StmtReset when StatementOf(command.Payload, out PreparedStatement? reset) is { IsNone: false } && reset is not null:
                _executed.GetOrCreateValue(reset).ForgetLongData();
                break;
        }
    }

    /// <summary>Another packet of the same command or file.</summary>
    public void Continue(PacketHeader header, in ReceivedCommand packet)
    {
        if (_goesOn)
            secrets.Announce(packet.StreamOffset + PacketHeader.Size, header.PayloadLength, SecretPlaces.Nothing);
    }

    /// <summary>A packet of the file that the last statement asked for.</summary>
    public void File(PacketHeader header, in ReceivedCommand packet)
    {
        _goesOn = _data == DataRedaction.All;
        Continue(header, packet);
    }

    private void LongData(PacketHeader header, in ReceivedCommand command)
    {
        SendLongDataRequest request = SendLongDataRequest.Read(command.Payload);
        ParameterChoice parameters = StatementOf(command.Payload, out PreparedStatement? statement);
        if (statement is not null)
            _executed.GetOrCreateValue(statement).NoteLongData(request.Parameter);
        if (parameters.Contains(request.Parameter + 1))
            Rest(header, command, SendLongDataRequest.HeaderSize);
    }

    /// <summary>The parameters that are redacted of the statement that a command names; of one that is not known, all.</summary>
    private ParameterChoice StatementOf(ReadOnlySpan<byte> payload, out PreparedStatement? statement)
    {
        statement = payload.Length < StatementId.End ? null : session.Statements.Find(StatementId.Read(payload));
        return statement?.Judgement is StatementJudgement judgement ? judgement.Redaction.Parameters : ParameterChoice.All;
    }

    private void Execute(PacketHeader header, in ReceivedCommand command, PreparedStatement? statement, ParameterChoice parameters)
    {
        bool isHere = command.Payload.Length == header.PayloadLength && !header.IsContinued;
        if (!isHere || statement?.Confirmed is not { } confirmed || !TryAnnounce(command, statement, confirmed.Parameters, parameters))
            Unread(header, command, ExecuteRequest.HeaderSize, statement);
    }

    /// <summary>An execution of which all parameters go unrecorded.</summary>
    private void Unread(PacketHeader header, in ReceivedCommand command, int start, PreparedStatement? statement)
    {
        Rest(header, command, start);
        if (statement is not null)
            _executed.GetOrCreateValue(statement).Forget();
    }

    private bool TryAnnounce(in ReceivedCommand command, PreparedStatement statement, int count, ParameterChoice redacted)
    {
        ExecutedParameters executed = _executed.GetOrCreateValue(statement);
        try
        {
            ExecuteRequest request = ExecuteRequest.Read(command.Payload);
            int number = 0;
            foreach (ExecuteParameter parameter in executed.Read(request, count, session.Capabilities))
            {
                if (redacted.Contains(++number))
                    Announce(command, ExecuteRequest.HeaderSize + parameter.Start, parameter.Value.Length, SecretPlaces.Nothing);
            }
            executed.ForgetLongData();
            return true;
        }
        catch (MySqlProtocolException)
        {
            // The server refuses it.
            return false;
        }
    }

    /// <summary>All of a payload from a place on, through all of its packets.</summary>
    private void Rest(PacketHeader header, in ReceivedCommand command, int start)
    {
        secrets.Announce(command.StreamOffset + PacketHeader.Size + start, header.PayloadLength - start, SecretPlaces.Nothing);
        _goesOn = header.IsContinued;
    }

    /// <summary>A part of a payload that is here as a whole; headers stand between its packets.</summary>
    private void Announce(in ReceivedCommand command, int start, int length, byte filler)
    {
        int end = start + length;
        while (start < end)
        {
            int packet = start / PacketHeader.MaxPayload;
            int stop = (int)Math.Min(end, (packet + 1L) * PacketHeader.MaxPayload);
            secrets.Announce(command.StreamOffset + ((packet + 1L) * PacketHeader.Size) + start, stop - start, filler);
            start = stop;
        }
    }
}
