using System.Collections.Immutable;
using WireProxy.Configuration;
using WireProxy.Sql.Analysis;

namespace WireProxy.Policy.Gaps;

/// <summary>Whether one condition holds wherever another one does. No is the answer where that is not plain to see.</summary>
internal static class Containment
{
    public static bool Contains(this ColumnPattern one, ColumnPattern other) =>
        one.Schema.Contains(other.Schema) && one.Relation.Contains(other.Relation) && one.Column.Contains(other.Column);

    /// <summary>Whether a rule about a relation is about all that has the column's relation for a name.</summary>
    public static bool Contains(this QualifiedPattern relation, ColumnPattern column) =>
        relation.Name.Contains(column.Relation) && (relation.Schema is not { } schema || schema.Contains(column.Schema));

    public static bool Contains(this QualifiedPattern one, QualifiedPattern other) =>
        one.Name.Contains(other.Name) && (one.Schema is null || (other.Schema is { } schema && one.Schema.Contains(schema)));

    public static bool Contains(this MatchOptions one, MatchOptions other) =>
        Contains(one.Users, other.Users) && Contains(one.Groups, other.Groups)
        && Contains(one.Databases, other.Databases) && Contains(one.Endpoints, other.Endpoints);

    public static bool Contains(this StatementKinds one, StatementKinds other) =>
        one == StatementKinds.None || (other != StatementKinds.None && (other.Bits & ~one.Bits) == 0);

    /// <summary>Whether a list of alternatives takes all that another one takes; an empty list takes everything.</summary>
    public static bool Contains<T>(ImmutableArray<T> one, ImmutableArray<T> other, Func<T, T, bool> contains) =>
        one.IsEmpty || (!other.IsEmpty && other.All(narrow => one.Any(wide => contains(wide, narrow))));

    private static bool Contains(ImmutableArray<string> one, ImmutableArray<string> other) =>
        one.Contains(Glob.Any) || Contains(one, other, static (wide, narrow) =>
            wide == narrow || (!narrow.Contains('*', StringComparison.Ordinal) && Glob.Matches(wide, narrow)));

    private static bool Contains(this NamePart one, NamePart other) =>
        one.IsAnything || one == other || (other.LiteralNames is { } names && names.All(name => one.Matches(name)));
}
