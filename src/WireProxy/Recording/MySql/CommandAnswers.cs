using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Conversation;

namespace WireProxy.Recording.MySql;

/// <summary>What clients get for each command (protocols reference 2.A), whether the server or the proxy answered.</summary>
internal static class CommandAnswers
{
    /// <summary>Null for a command without an answer.</summary>
    public static ReplyKind? KindOf(CommandCode command) => command switch
    {
        CommandCode.Quit or CommandCode.StmtClose or CommandCode.StmtSendLongData => null,
        CommandCode.Query or CommandCode.StmtExecute or CommandCode.StmtBulkExecute or CommandCode.ProcessInfo => ReplyKind.Results,
        CommandCode.StmtPrepare => ReplyKind.Prepare,
        CommandCode.StmtFetch => ReplyKind.Fetch,
        CommandCode.FieldList => ReplyKind.FieldList,
        CommandCode.Statistics => ReplyKind.Statistics,
        CommandCode.ChangeUser => ReplyKind.Authentication,
        // The rest is answered with OK, EOF or ERR; what the proxy does not know, with ERR.
        _ => ReplyKind.Ok,
    };

    /// <summary>Whether a command concerns the connection alone and is no statement.</summary>
    public static bool IsHousekeeping(CommandCode command) => command is CommandCode.Ping or CommandCode.Statistics
        or CommandCode.ResetConnection or CommandCode.StmtReset or CommandCode.ChangeUser or CommandCode.SetOption;
}
