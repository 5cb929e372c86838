namespace WireProxy.Sessions.Postgres;

/// <summary>What the server says of the columns of one COPY TO STDOUT, in reply order.</summary>
/// <param name="judgement">Of the statement that was asked about.</param>
internal sealed class CopyDescription(StatementJudgement judgement)
{
    public StatementJudgement Judgement => judgement;

    /// <summary>The body of the RowDescription of a query for the same columns; null until it is here.</summary>
    public byte[]? Columns { get; set; }

    public CopyInquiryOutcome Outcome { get; set; }
}

/// <summary>What became of the question.</summary>
internal enum CopyInquiryOutcome : byte
{
    Open,
    /// <summary>The client got the server's error to it as that of the COPY, which the server skips.</summary>
    Failed,
}
