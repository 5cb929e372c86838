using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Protocols.MySql.Conversation;

/// <summary>What one server packet is, and what it means for the reply that it belongs to.</summary>
/// <param name="Part">What it is.</param>
/// <param name="Progress">Whether the reply goes on behind it.</param>
/// <param name="Status">The session's state; only OK and EOF packets tell it.</param>
public readonly record struct Attribution(ReplyPart Part, AnswerProgress Progress, ServerStatus Status = ServerStatus.None)
{
    /// <summary>Whether the packet carries <see cref="Status"/>.</summary>
    public bool HasStatus => Part is ReplyPart.Ok or ReplyPart.RowsEnd or ReplyPart.DefinitionsEnd;
}

/// <summary>What one packet means for the reply it belongs to.</summary>
public enum AnswerProgress : byte
{
    /// <summary>Sent by the server on its own account.</summary>
    Unrelated,
    Continues,
    Ends,
}
