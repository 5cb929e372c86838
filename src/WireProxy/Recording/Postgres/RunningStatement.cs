namespace WireProxy.Recording.Postgres;

/// <summary>A message that may become an entry of the catalog, until the server has answered it.</summary>
internal sealed class RunningStatement
{
    /// <summary>Where the message stands in the client's bytes.</summary>
    public required long Offset { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The session's clock when the message came.</summary>
    public required TimeSpan Began { get; init; }

    /// <summary>Null where only the portal knows, once the server has confirmed it.</summary>
    public StatementText? Text { get; set; }

    /// <summary>The text that it runs if the server accepts what was sent before: all there is to say when no answer comes.</summary>
    public StatementText? SentText { get; set; }

    public long? Rows { get; set; }

    /// <summary>Rows that passed and that no CommandComplete has counted yet.</summary>
    public long RowsSeen { get; set; }

    /// <summary>The first error.</summary>
    public string? Error { get; set; }
}
