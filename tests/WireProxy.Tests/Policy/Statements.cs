using WireProxy.Sql.Analysis;

namespace WireProxy.Tests.Policy;

/// <summary>Summaries as the analyser would make them.</summary>
internal static class Statements
{
    public static StatementSummary Of(params ReadOnlySpan<StatementKind> kinds)
    {
        StatementKinds all = StatementKinds.None;
        foreach (StatementKind kind in kinds)
            all = all.With(kind);
        return new StatementSummary
        {
            Kind = kinds[0],
            Kinds = all,
            Relations = [],
            Functions = [],
            Where = WherePresence.None,
            Movement = DataMovement.None,
            Coverage = Coverage.Complete,
            Text = ..0,
        };
    }

    public static StatementSummary On(this StatementSummary statement, params string[] relations) =>
        statement with { Relations = [.. relations.Select(name => new RelationAccess(Name(name), AccessMode.Read))] };

    public static StatementSummary Calling(this StatementSummary statement, params string[] functions) =>
        statement with { Functions = [.. functions.Select(Name)] };

    public static StatementSummary Hiding(this StatementSummary statement, string gap) =>
        statement with { Coverage = Coverage.Partial(gap) };

    public static StatementBatch Batch(params StatementSummary[] statements) => new([.. statements]);

    public static SqlName Name(string dotted) =>
        dotted.Split('.') is [var schema, var name] ? new SqlName(schema, name) : new SqlName(null, dotted);
}
