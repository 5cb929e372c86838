using System.Globalization;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Sessions.Postgres;

/// <summary>What the server says of the columns of one COPY TO STDOUT, in reply order.</summary>
/// <param name="judgement">Of the statement that was asked about.</param>
internal sealed class CopyDescription(StatementJudgement judgement)
{
    public StatementJudgement Judgement => judgement;

    /// <summary>The body of the RowDescription of a query for the same columns; null until it is here.</summary>
    public byte[]? Columns { get; set; }

    /// <summary>Table OID and attribute number of the generated columns of the relation, which COPY leaves out if none are named.</summary>
    public HashSet<(uint Table, short Attribute)> Generated { get; } = [];

    public CopyInquiryOutcome Outcome { get; set; }

    /// <summary>Takes one row of <see cref="CopyInquiry"/>'s query: table OID, attribute number.</summary>
    public void AddGenerated(ReadOnlySpan<byte> row)
    {
        DataRow.Enumerator values = DataRow.Read(row).GetEnumerator();
        values.MoveNext();
        uint table = uint.Parse(values.Current.Bytes, CultureInfo.InvariantCulture);
        values.MoveNext();
        Generated.Add((table, short.Parse(values.Current.Bytes, CultureInfo.InvariantCulture)));
    }
}

/// <summary>What became of the question.</summary>
internal enum CopyInquiryOutcome : byte
{
    Open,
    /// <summary>The client got the server's error to it as that of the COPY, which the server skips.</summary>
    Failed,
}
