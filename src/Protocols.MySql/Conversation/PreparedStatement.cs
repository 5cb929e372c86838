using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Protocols.MySql.Conversation;

/// <summary>A statement that the client prepared, from its COM_STMT_PREPARE on.</summary>
/// <param name="judgement">What is known of its text; null means nothing is known.</param>
public sealed class PreparedStatement(object? judgement)
{
    public object? Judgement { get; } = judgement;

    /// <summary>The server's name for it, and its counts; null until the server has confirmed it, and for good if it refused.</summary>
    public PrepareOk? Confirmed { get; internal set; }

    /// <summary>
    /// How its rows pass, decided from definitions: those of the last execution serve COM_STMT_FETCH, and executions that
    /// come without definitions. Written and read in reply order.
    /// </summary>
    public object? RowPlan { get; set; }
}
