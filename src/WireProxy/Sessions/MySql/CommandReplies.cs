using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Conversation;

namespace WireProxy.Sessions.MySql;

/// <summary>
/// Which commands pass, and what the server answers them with (protocols reference 2.A). All others administer the server,
/// feed replicas or show other sessions, and nothing that a policy could judge: they are refused in every session.
/// </summary>
internal static class CommandReplies
{
    public static CommandDecision Of(CommandCode command) => command switch
    {
        CommandCode.StmtSendLongData or CommandCode.StmtClose => new CommandDecision(null),
        CommandCode.Query or CommandCode.StmtExecute or CommandCode.StmtBulkExecute => new CommandDecision(ReplyKind.Results),
        CommandCode.StmtPrepare => new CommandDecision(ReplyKind.Prepare),
        CommandCode.StmtFetch => new CommandDecision(ReplyKind.Fetch),
        CommandCode.FieldList => new CommandDecision(ReplyKind.FieldList),
        CommandCode.Statistics => new CommandDecision(ReplyKind.Statistics),
        CommandCode.ChangeUser => new CommandDecision(ReplyKind.Authentication),
        CommandCode.InitDb or CommandCode.Ping or CommandCode.StmtReset or CommandCode.SetOption
            or CommandCode.ResetConnection or CommandCode.ProcessKill => new CommandDecision(ReplyKind.Ok),
        _ => new CommandDecision(ReplyKind.Ok, Refusal.UnknownCommand),
    };
}
