using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Sessions.MySql.Statements;

namespace WireProxy.Sessions.MySql;

/// <summary>What becomes of a command.</summary>
/// <param name="Reply">What the server answers it with; null for a command without an answer.</param>
/// <param name="Refusal">Set if it does not pass; its substitute is then answered.</param>
internal readonly record struct CommandDecision(ReplyKind? Reply, Refusal? Refusal = null)
{
    public PreparedStatement? Statement { get; init; }

    public StatementJudgement? Judgement { get; init; }

    /// <summary>The statement that is refused to run: what was sent ahead for its parameters must not serve its next run.</summary>
    public uint? Resets { get; init; }
}
