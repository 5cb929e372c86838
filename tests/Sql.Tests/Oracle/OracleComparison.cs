using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.Oracle;

/// <summary>Compares summaries with parse trees over many texts, and counts.</summary>
internal sealed class OracleComparison
{
    private readonly List<string> _underReports = [];

    public int Statements { get; private set; }

    public int Complete { get; private set; }

    public int Refused { get; private set; }

    /// <summary>Complete summaries that claim a relation or function that the tree does not have.</summary>
    public int WithMore { get; private set; }

    public IReadOnlyList<string> UnderReports => _underReports;

    /// <summary>Codes of routines and DO that the server's parsers read.</summary>
    public int CodesRead { get; private set; }

    /// <summary>Codes that they refuse, in part because PL/pgSQL's parser misses a catalog.</summary>
    public int CodesRefused { get; private set; }

    /// <summary>Codes that they read and whose statement has a complete summary.</summary>
    public int CodesComplete { get; private set; }

    /// <summary>Gaps and excesses, for whoever works on the analyser.</summary>
    public List<string> Notes { get; } = [];

    public bool NotesRefusals { get; init; }

    public void Compare(byte[] text)
    {
        if (OracleReader.Read(text) is not { } expected)
        {
            Refused++;
            if (NotesRefusals)
                Notes.Add($"REFUSED {Encoding.UTF8.GetString(text)}");
            return;
        }
        Compare(text, expected);
    }

    public void Compare(byte[] text, IReadOnlyList<OracleStatement> expected)
    {
        StatementBatch batch = PostgresAnalyzer.Analyze(text, LexicalContext.PostgresDefault);
        string shown = Encoding.UTF8.GetString(text).Trim();
        if (batch.Statements.Length != expected.Count && batch.Statements.All(s => s.Coverage.IsComplete))
            _underReports.Add($"{batch.Statements.Length} statements, not {expected.Count}: {shown}");
        for (int i = 0; i < Math.Min(batch.Statements.Length, expected.Count); i++)
            Compare(batch.Statements[i], expected[i], text[batch.Statements[i].Text], shown);
    }

    /// <summary>What the server's parsers say of the code counts for the statement that carries it.</summary>
    private void Add(OracleStatement expected, OracleCode code, byte[] text, bool isComplete, string shown)
    {
        if (code.Read(text) is not { } inside)
        {
            CodesRefused++;
            Notes.Add($"CODE REFUSED: {shown}");
            return;
        }
        CodesRead++;
        if (isComplete)
            CodesComplete++;
        expected.Add(inside);
    }

    private void Compare(StatementSummary summary, OracleStatement expected, byte[] text, string shown)
    {
        Statements++;
        if (expected.Code is { } code)
            Add(expected, code, text, summary.Coverage.IsComplete, shown);
        if (!summary.Coverage.IsComplete)
        {
            Notes.Add($"PARTIAL {summary.Coverage.Gap}: {shown}");
            return;
        }
        Complete++;
        SqlName[] read = [.. summary.Relations.Where(r => r.Access == AccessMode.Read).Select(r => r.Name)];
        SqlName[] written = [.. summary.Relations.Where(r => r.Access == AccessMode.Write).Select(r => r.Name)];
        Missing("kind", expected.Kinds.Where(kind => !summary.Kinds.Contains(kind)), shown);
        Missing("read", expected.Read.Except(read), shown);
        Missing("write", expected.Written.Except(written), shown);
        Missing("relation", expected.Named.Except(read.Concat(written)), shown);
        Missing("function", expected.Functions.Except(summary.Functions), shown);
        if (expected.HasUnconditionalChange && summary.Where != WherePresence.Missing)
            _underReports.Add($"WHERE is {summary.Where}: {shown}");
        if (expected.StoresWhatItReads && summary.Movement != DataMovement.StoresWhatItReads)
            _underReports.Add($"no movement: {shown}");
        object[] more = [.. read.Concat(written).Except(expected.Named).Except(expected.Read).Except(expected.Written).Cast<object>(),
            .. summary.Functions.Except(expected.Functions)];
        if (more.Length == 0)
            return;
        WithMore++;
        Notes.Add($"MORE {string.Join(", ", more)}: {shown}");
    }

    private void Missing<T>(string what, IEnumerable<T> missing, string shown)
    {
        T[] all = [.. missing];
        if (all.Length > 0)
            _underReports.Add($"{what} {string.Join(", ", all)} missing: {shown}");
    }
}
