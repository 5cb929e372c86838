using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using WireProxy.Sql.Analysis;

namespace WireProxy.Policy;

/// <summary>Names columns in a mask: <c>public.customers.ssn</c>, <c>*.customers.email</c>, <c>customers.ssn</c> in any schema.</summary>
internal sealed record ColumnPattern(NamePart Schema, NamePart Relation, NamePart Column)
{
    /// <summary>Whether a column of the catalog is one of these.</summary>
    public bool Matches(ReadOnlySpan<char> schema, ReadOnlySpan<char> relation, ReadOnlySpan<char> column) =>
        Column.Matches(column) && Relation.Matches(relation) && Schema.Matches(schema);

    /// <summary>The same for names as MySQL compares them; a database that is not known may be any.</summary>
    public bool MatchesIgnoringCase(string? database, ReadOnlySpan<char> relation, ReadOnlySpan<char> column) =>
        Column.MatchesIgnoringCase(column) && Relation.MatchesIgnoringCase(relation)
        && (database is null || Schema.MatchesIgnoringCase(database));

    /// <summary>
    /// Whether a column that a statement names may be one of these: a relation without schema may be in any, and the column
    /// <c>*</c> stands for all.
    /// </summary>
    public bool MayBe(SqlName relation, string column) =>
        (column == Glob.Any || Column.Matches(column))
        && Relation.Matches(relation.Name)
        && (relation.Schema is null || Schema.Matches(relation.Schema));

    /// <summary>The same as MySQL compares names.</summary>
    /// <param name="relation">The relation as it is written.</param>
    /// <param name="column">The column, or <c>*</c>.</param>
    /// <param name="database">Where a relation without one is looked up; null where that is not known.</param>
    public bool MayBeIgnoringCase(SqlName relation, string column, string? database) =>
        (column == Glob.Any || Column.MatchesIgnoringCase(column))
        && Relation.MatchesIgnoringCase(relation.Name)
        && ((relation.Schema ?? database) is not { } owner || Schema.MatchesIgnoringCase(owner));

    public override string ToString() => $"{Schema}.{Relation}.{Column}";

    public static bool TryParse(string text, [NotNullWhen(true)] out ColumnPattern? value, [NotNullWhen(false)] out string? problem)
    {
        value = null;
        if (!DottedName.TrySplit(text, out ImmutableArray<NamePart> parts, out problem))
            return false;
        if (parts.Length is not (2 or 3))
        {
            problem = "expected relation.column or schema.relation.column";
            return false;
        }
        value = new ColumnPattern(parts.Length == 3 ? parts[0] : NamePart.Anything, parts[^2], parts[^1]);
        return true;
    }
}
