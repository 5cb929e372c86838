using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Recording;
using WireProxy.Recording.Reading;

namespace WireProxy.Tests.Recording;

/// <summary>Reads recorded sessions as the catalog and as the exports do.</summary>
internal static class IndexRun
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly SessionId Session = SessionId.Create(Start);

    public static List<StatementEntry> Statements(IRecordedTranscript transcript) => Index(transcript).Statements;

    public static (SessionIndex Index, List<StatementEntry> Statements) Index(IRecordedTranscript transcript) => Read(transcript.Protocol, transcript.Records);

    public static (SessionIndex Index, List<StatementEntry> Statements) Read(string protocol, IEnumerable<(RecordKind Kind, byte[] Bytes)> records)
    {
        ISessionIndexer indexer = new SessionIndexers().Create(new SessionOpened("e", protocol, "c"));
        var index = new SessionIndex();
        foreach ((RecordHeader header, byte[] bytes) in Headed(records))
            indexer.Read(new AuditRecord(header, bytes), index);
        return (index, [.. index.Statements]);
    }

    /// <summary>Everything that there is in the bytes, as lines; also says whether they made sense to the end.</summary>
    public static (List<string> Lines, bool IsLost) ReadValues(string protocol, IEnumerable<(RecordKind Kind, byte[] Bytes)> records)
    {
        var sink = new LinesSink();
        SessionReader reader = SessionReaders.Find(protocol, sink, ReadingOptions.Terminal)!;
        foreach ((RecordHeader header, byte[] bytes) in Headed(records))
            reader.Read(header, bytes);
        return (sink.Lines, reader.Lost is not null);
    }

    public static IEnumerable<(RecordKind Kind, byte[] Bytes)> Pieces(IRecordedTranscript transcript, int length) =>
        transcript.Records.SelectMany(record => record.Kind is RecordKind.ClientBytes or RecordKind.ServerBytes
            ? record.Bytes.Chunk(length).Select(piece => (record.Kind, piece))
            : [record]);

    public static string Describe(StatementEntry statement) =>
        $"{statement.Seq} {statement.Sql} {statement.Rows} {statement.Error} {statement.Verdict} {statement.Policy}";

    /// <summary>The records with some of their bytes changed, over and over.</summary>
    public static IEnumerable<(RecordKind Kind, byte[] Bytes)[]> Damaged(IRecordedTranscript transcript, int rounds)
    {
        (RecordKind Kind, byte[] Bytes)[] records = [.. transcript.Records];
        var random = new Random(5);
        for (int round = 0; round < rounds; round++)
        {
            int at = random.Next(records.Length);
            (RecordKind Kind, byte[] Bytes)[] damaged = [.. records];
            damaged[at].Bytes = [.. damaged[at].Bytes];
            for (int flips = random.Next(1, 4); flips > 0 && damaged[at].Bytes.Length > 0; flips--)
                damaged[at].Bytes[random.Next(damaged[at].Bytes.Length)] = (byte)random.Next(256);
            yield return damaged;
        }
    }

    // One millisecond per record.
    private static IEnumerable<(RecordHeader Header, byte[] Bytes)> Headed(IEnumerable<(RecordKind Kind, byte[] Bytes)> records)
    {
        long sequence = 0;
        foreach ((RecordKind kind, byte[] bytes) in records)
        {
            sequence++;
            DateTimeOffset at = Start.AddMilliseconds(sequence);
            yield return (new RecordHeader(kind, Session, sequence, sequence * 1_000_000, at.ToUnixTimeMilliseconds() * 1000), bytes);
        }
    }

    private sealed class LinesSink : SessionSink
    {
        public List<string> Lines { get; } = [];

        public override void Identified(SessionIdentity identity) => Lines.Add($"identity {identity.User} {identity.Database} {identity.Application}");

        public override void Sent(RunningStatement statement) => Lines.Add($"{statement.Role} {statement.KnownText.Sql}{Parameters(statement.Bound)}");

        public override void ResultBegan(RunningStatement statement, RecordedResult result) =>
            Lines.Add($"columns {string.Join(',', result.Columns.Select(column => $"{column.Name}:{column.Type}"))}");

        public override void Row(RunningStatement statement, in RecordedRow row) =>
            Lines.Add($"row {(row.IsWhole ? string.Join('|', row.Values.Select(value => value ?? "NULL")) : $"of {row.Length} bytes")}");

        public override void ResultEnded(RunningStatement statement, ResultEnd end) => Lines.Add($"end {end.Text}");

        public override void Failed(RunningStatement? statement, RecordedError error) => Lines.Add($"error {error}");

        public override void Noticed(RecordedError notice) => Lines.Add($"notice {notice}");

        public override void CopyBegan(RunningStatement statement, RecordedSide from, CopyForm form) => Lines.Add($"copy {from} {form}");

        public override void Copied(RunningStatement? statement, in CopiedData data) => Lines.Add($"copied {data.From} {data.Length}");

        public override void Left() => Lines.Add("left");

        private static string Parameters(BoundValues? bound) => bound is null
            ? ""
            : $" [{string.Join(", ", bound.Read().Select(parameter => $"{parameter.Text ?? "NULL"}:{parameter.Form}:{parameter.Type}"))}]";
    }
}
