namespace WireProxy.Protocols.Postgres.Conversation;

/// <summary>
/// A prepared statement name. Its judgement changes only when the server confirms a Parse or Close, in reply order:
/// a message that the server skipped after an error has changed nothing.
/// </summary>
public sealed class NamedStatement
{
    /// <summary>What is known of the text under this name; null means it may be any text.</summary>
    public object? Judgement { get; set; }

    /// <summary>What is known of the text that the client last sent under this name, whether or not the server takes it.</summary>
    public object? Announced { get; set; }

    /// <summary>When it was confirmed, for those who can tell that names were redefined since.</summary>
    public long Epoch { get; set; }
}
