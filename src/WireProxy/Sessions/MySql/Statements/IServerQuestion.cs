namespace WireProxy.Sessions.MySql.Statements;

/// <summary>A query of the proxy's own, put between the client's commands; the client sees nothing of the answer.</summary>
internal interface IServerQuestion
{
    /// <summary>Its text, in ASCII, which must mean the same under all settings of the session.</summary>
    ReadOnlySpan<byte> Text { get; }

    /// <summary>One row of the answer, in text format.</summary>
    void AddRow(ReadOnlySpan<byte> row);

    /// <summary>The answer is complete. An error in its place is the end of it, too, without rows.</summary>
    void End(QuestionOutcome outcome);
}

/// <summary>Whether a question was answered.</summary>
internal enum QuestionOutcome : byte
{
    Answered,
    Failed,
}
