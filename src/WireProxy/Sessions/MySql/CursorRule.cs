using WireProxy.Protocols.MySql.Commands;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sessions.MySql;

/// <summary>
/// Refuses to run a statement without a cursor once it has run with one. MySQL 9 then announces rows, ends with an OK
/// packet that reads as one of them, and sends no end of rows: what it says next would pass for more rows of this result,
/// and with enough columns not even the sequence ids tell.
/// </summary>
internal sealed class CursorRule
{
    // What a server holds by default, of all sessions together.
    private const int MaxStatements = 16_384;

    private HashSet<uint>? _ranWithCursor;

    /// <summary>How much of a command must be here.</summary>
    public static int NeededLength(CommandCode command) => command switch
    {
        CommandCode.StmtExecute => StatementId.End + sizeof(ExecuteFlags),
        CommandCode.StmtClose => StatementId.End,
        _ => 1,
    };

    /// <summary>Takes in a command that is about to pass; gives what it is refused with instead.</summary>
    public Refusal? Check(in ReceivedCommand command, ServerFamily server)
    {
        if (server == ServerFamily.MariaDb || command.Payload.Length < NeededLength(command.Code))
            return null;
        switch (command.Code)
        {
            case CommandCode.StmtExecute:
                return CheckExecute(StatementId.Read(command.Payload), (ExecuteFlags)command.Payload[StatementId.End]);
            case CommandCode.StmtClose:
                _ranWithCursor?.Remove(StatementId.Read(command.Payload));
                return null;
            case CommandCode.ResetConnection:
                Clear();
                return null;
            default:
                return null;
        }
    }

    /// <summary>The server has dropped all statements. Not while the client's side is at work.</summary>
    public void Clear() => _ranWithCursor = null;

    private Refusal? CheckExecute(uint statement, ExecuteFlags flags)
    {
        bool isKnown = _ranWithCursor?.Contains(statement) == true;
        if (!flags.HasFlag(ExecuteFlags.ReadOnlyCursor))
            return isKnown ? Refusal.CursorlessExecution : null;
        if (isKnown)
            return null;
        _ranWithCursor ??= [];
        if (_ranWithCursor.Count == MaxStatements)
            return Refusal.TooManyCursors(MaxStatements);
        _ranWithCursor.Add(statement);
        return null;
    }
}
