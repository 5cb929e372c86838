namespace WireProxy.Protocols.Postgres.Conversation;

/// <summary>A portal name, with what the server's replies said of it so far.</summary>
public sealed class NamedPortal
{
    public const long NotDescribed = -1;

    private object? _rowPlan;

    /// <summary>Whether the name is not the empty one: only then SQL can reach the portal, too.</summary>
    public bool IsNamed { get; set; }

    /// <summary>What is known of the text that the portal runs; null means it may be any text.</summary>
    public object? Judgement { get; set; }

    /// <summary>What the statement was <see cref="NamedStatement.Announced"/> as when the client last bound this name to it.</summary>
    public object? Announced { get; set; }

    /// <summary>When it was bound, for those who can tell that names were redefined since.</summary>
    public long Epoch { get; set; }

    /// <summary>How the portal's rows pass, decided from its RowDescription; null until the portal was described.</summary>
    public object? RowPlan
    {
        get => Volatile.Read(ref _rowPlan);
        set => Volatile.Write(ref _rowPlan, value);
    }

    /// <summary>The client's step at which this portal was last described; a later step may have put another in its place.</summary>
    public long DescribedAt { get; set; } = NotDescribed;
}
