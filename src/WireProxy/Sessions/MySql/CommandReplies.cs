using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Conversation;

namespace WireProxy.Sessions.MySql;

/// <summary>
/// Which commands pass, and what the server answers them with (protocols reference 2.A). All others administer the server,
/// feed replicas or show other sessions, and nothing that a policy could judge: they are refused in every session.
/// </summary>
internal static class CommandReplies
{
    /// <summary>Null for a command that is refused.</summary>
    public static ReplyKind? Of(CommandCode command) => command switch
    {
        CommandCode.Query or CommandCode.StmtExecute or CommandCode.StmtBulkExecute => ReplyKind.Results,
        CommandCode.StmtPrepare => ReplyKind.Prepare,
        CommandCode.StmtFetch => ReplyKind.Fetch,
        CommandCode.FieldList => ReplyKind.FieldList,
        CommandCode.Statistics => ReplyKind.Statistics,
        CommandCode.ChangeUser => ReplyKind.Authentication,
        CommandCode.InitDb or CommandCode.Ping or CommandCode.StmtReset or CommandCode.SetOption
            or CommandCode.ResetConnection or CommandCode.ProcessKill => ReplyKind.Ok,
        _ => null,
    };

    /// <summary>Whether the server says nothing to it, not even an error.</summary>
    public static bool HasNone(CommandCode command) =>
        command is CommandCode.Quit or CommandCode.StmtSendLongData or CommandCode.StmtClose;
}
