using System.Text;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;
using WireProxy.Recording.Reading;
using WireProxy.Sessions.MySql;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Fingerprints;
using WireProxy.Sql.Lexing;

namespace WireProxy.Cli.Learn;

/// <summary>Collects the fingerprints of recorded statements that ran without an error.</summary>
internal sealed class StatementLearner
{
    private const int MaxRemembered = 10_000;

    // A longer text may be cut in the catalog, and what is left of it is another statement.
    private static readonly int LongestWhole = ReadingOptions.Catalog.CaptureLimit / 2;

    private readonly Dictionary<Fingerprint, LearnedShape> _shapes = [];
    private readonly Dictionary<(string Protocol, string Sql), ReadText> _texts = [];

    /// <summary>What was learned, most frequent first.</summary>
    public IEnumerable<LearnedShape> Shapes => _shapes.Values.OrderByDescending(shape => shape.Count).ThenBy(shape => shape.Example, StringComparer.Ordinal);

    public int Sessions { get; private set; }

    /// <summary>Sessions that were destroyed on purpose.</summary>
    public int Erased { get; private set; }

    /// <summary>Statements that were refused or failed, or of which it is not known.</summary>
    public long NotRun { get; private set; }

    /// <summary>Statements that ran, but can not be told by a fingerprint.</summary>
    public long WithoutFingerprint { get; private set; }

    public async Task ReadAsync(SessionEntry session, IAsyncEnumerable<StatementEntry> statements)
    {
        Sessions++;
        try
        {
            await foreach (StatementEntry statement in statements)
                Read(session, statement);
        }
        catch (AuditErasedException)
        {
            Erased++;
        }
    }

    private void Read(SessionEntry session, StatementEntry statement)
    {
        if (statement.Verdict != VerdictOutcome.Allow || statement.Error is not null || statement.Duration is null)
        {
            NotRun++;
            return;
        }
        ReadText text = ReadOnce(session.Protocol, statement);
        if (text.Statements.Count == 0 && text.IsEmpty)
            return;
        if (text.Statements.Count == 0)
            WithoutFingerprint++;
        foreach ((Fingerprint fingerprint, StatementKind kind, string example) in text.Statements)
        {
            if (!_shapes.TryGetValue(fingerprint, out LearnedShape? shape))
                _shapes.Add(fingerprint, shape = new LearnedShape(fingerprint, kind, session.Protocol, example));
            shape.Note(session, statement);
        }
    }

    private ReadText ReadOnce(string protocol, StatementEntry statement)
    {
        if (_texts.TryGetValue((protocol, statement.Sql), out ReadText? known))
            return known;
        if (_texts.Count >= MaxRemembered)
            _texts.Clear();
        return _texts[(protocol, statement.Sql)] = ReadText.Of(protocol, statement, LongestWhole);
    }

    /// <summary>The statements of a text; none where one of them has no fingerprint.</summary>
    private sealed record ReadText(IReadOnlyList<(Fingerprint Fingerprint, StatementKind Kind, string Example)> Statements, bool IsEmpty)
    {
        private static readonly ReadText Unknown = new([], IsEmpty: false);

        public static ReadText Of(string protocol, StatementEntry entry, int longest)
        {
            byte[] text = Encoding.UTF8.GetBytes(entry.Sql);
            // Bytes that were no characters, and words for what was no SQL, are no statement that could come again.
            if (text.Length > longest || entry.Sql.Contains('\uFFFD', StringComparison.Ordinal))
                return Unknown;
            StatementBatch batch = Analyze(protocol, text);
            if (batch.Statements.IsEmpty)
                return new ReadText([], IsEmpty: true);
            bool isSql = batch.Statements[0].Kind.ToString() == entry.Kind
                && batch.Statements.All(static statement => statement.Coverage.IsComplete || statement.Kind != StatementKind.Other);
            if (!isSql || batch.Statements.Any(static statement => statement.Fingerprint is null))
                return Unknown;
            return new ReadText(
                [.. batch.Statements.Select(statement => (statement.Fingerprint!.Value, statement.Kind, Encoding.UTF8.GetString(text.AsSpan(statement.Text))))],
                IsEmpty: false);
        }

        private static StatementBatch Analyze(string protocol, byte[] text)
        {
            LexicalContext context = protocol == MySqlConnection.ProtocolName ? LexicalContext.MySqlDefault : LexicalContext.PostgresDefault;
            StatementBatch batch = context.Dialect == SqlDialect.MySql ? MySqlAnalyzer.Analyze(text, context) : PostgresAnalyzer.Analyze(text, context);
            return StatementFingerprints.AddTo(batch, text, context);
        }
    }
}
