using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using WireProxy.Configuration;
using WireProxy.Sql.Analysis;

namespace WireProxy.Policy;

/// <summary>The names that a rule's <c>Statements</c> may use: each kind, and the groups Read, Write and Ddl.</summary>
internal static class StatementNames
{
    // These run something that policy can not look into or move rows in either direction: they may read and may write.
    private static readonly StatementKinds Opaque = Of(
        StatementKind.CopyFile, StatementKind.CopyProgram, StatementKind.Call, StatementKind.Do, StatementKind.FunctionCall);

    private static readonly FrozenDictionary<string, StatementKinds> Known = Enum.GetValues<StatementKind>()
        .Select(kind => KeyValuePair.Create(kind.ToString(), StatementKinds.Of(kind)))
        .Concat(
        [
            KeyValuePair.Create("Read", Opaque.Union(Of(
                StatementKind.Select, StatementKind.CopyOut, StatementKind.Show, StatementKind.Replication))),
            KeyValuePair.Create("Write", Opaque.Union(Of(
                StatementKind.Insert, StatementKind.Update, StatementKind.Delete, StatementKind.Merge, StatementKind.Truncate,
                StatementKind.CopyIn))),
            KeyValuePair.Create("Ddl", Of(
                StatementKind.Create, StatementKind.Alter, StatementKind.Drop, StatementKind.Truncate)),
        ])
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static bool TryParse(string text, out StatementKinds value, [NotNullWhen(false)] out string? problem)
    {
        problem = Known.TryGetValue(text, out value) ? null : $"no such statement kind or group{NearestName.Hint(text, Known.Keys)}";
        return problem is null;
    }

    private static StatementKinds Of(params ReadOnlySpan<StatementKind> kinds)
    {
        StatementKinds all = StatementKinds.None;
        foreach (StatementKind kind in kinds)
            all = all.With(kind);
        return all;
    }
}
