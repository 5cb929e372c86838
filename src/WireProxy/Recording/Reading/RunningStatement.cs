namespace WireProxy.Recording.Reading;

/// <summary>What a client's message does with a statement.</summary>
internal enum StatementRole : byte
{
    Runs,
    Prepares,
    Binds,
}

/// <summary>A message of the client that runs, prepares or binds a statement, until the server has answered it.</summary>
internal sealed class RunningStatement
{
    public StatementRole Role { get; init; }

    /// <summary>Where the message stands in the client's bytes.</summary>
    public required long Offset { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The session's clock when the message came.</summary>
    public required TimeSpan Began { get; init; }

    /// <summary>Null where only the server's confirmations tell it; never null once the statement was answered.</summary>
    public StatementText? Text { get; set; }

    /// <summary>The text that it runs if the server accepts what was sent before: all there is to say when no answer comes.</summary>
    public StatementText? SentText { get; set; }

    /// <summary>The values sent with it; null where there are none or the reader does not read values.</summary>
    public BoundValues? Bound { get; set; }

    /// <summary>The result whose rows are passing.</summary>
    public RecordedResult? Result { get; set; }

    public long? Rows { get; set; }

    /// <summary>Rows that passed and that no end of a result has counted yet.</summary>
    public long RowsSeen { get; set; }

    /// <summary>The first error.</summary>
    public string? Error { get; set; }

    /// <summary>What the protocol's own reader keeps with it.</summary>
    public object? Detail { get; init; }

    /// <summary>The text as far as it is known now.</summary>
    public StatementText KnownText => Text ?? SentText ?? StatementText.Unknown;
}
