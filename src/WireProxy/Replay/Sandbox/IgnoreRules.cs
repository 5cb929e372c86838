using WireProxy.Policy;

namespace WireProxy.Replay.Sandbox;

/// <summary>What of the answers is not compared, because it may differ from run to run.</summary>
internal sealed class IgnoreRules
{
    /// <summary>The words besides <c>column:NAME</c>.</summary>
    public static readonly string[] Words = ["order", "messages", "types", "counts", "data"];

    private const string ColumnPrefix = "column:";

    private readonly HashSet<string> _words;
    private readonly List<string> _columns;

    public IgnoreRules(IReadOnlyCollection<string> rules)
    {
        _words = [.. rules.Where(rule => !rule.StartsWith(ColumnPrefix, StringComparison.Ordinal))];
        _columns = [.. rules.Where(rule => rule.StartsWith(ColumnPrefix, StringComparison.Ordinal)).Select(rule => rule[ColumnPrefix.Length..])];
    }

    /// <summary>The order of a result's rows.</summary>
    public bool Order => _words.Contains("order");

    /// <summary>Texts of errors; their codes are compared.</summary>
    public bool Messages => _words.Contains("messages");

    /// <summary>Types of columns.</summary>
    public bool Types => _words.Contains("types");

    /// <summary>Row counts and command tags.</summary>
    public bool Counts => _words.Contains("counts");

    /// <summary>Bulk data.</summary>
    public bool Data => _words.Contains("data");

    public static bool IsRule(string rule) =>
        Words.Contains(rule) || (rule.StartsWith(ColumnPrefix, StringComparison.Ordinal) && rule.Length > ColumnPrefix.Length);

    public bool IgnoresColumn(string name) => _columns.Any(column => Glob.Matches(column, name));
}
