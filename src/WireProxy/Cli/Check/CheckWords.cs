using WireProxy.Policy;
using WireProxy.Sql.Analysis;

namespace WireProxy.Cli.Check;

/// <summary>The words of check's output.</summary>
internal static class CheckWords
{
    public static string Of(VerdictKind verdict) => verdict switch
    {
        VerdictKind.Allow => "allow",
        VerdictKind.Deny => "deny",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    public static string Of(StatementBatch batch) =>
        batch.Statements.All(statement => statement.Coverage.IsComplete) ? "complete" : "partial";

    public static string Of(AccessMode access) => access == AccessMode.Read ? "read" : "write";

    public static string Of(WherePresence where) => where switch
    {
        WherePresence.Present => "present",
        WherePresence.Missing => "missing",
        _ => "none",
    };

    public static string Of(SourceColumn source) => $"{source.Relation}.{source.Column}";
}
