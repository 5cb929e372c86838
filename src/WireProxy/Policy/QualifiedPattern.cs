using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using WireProxy.Sql.Analysis;

namespace WireProxy.Policy;

/// <summary>Names relations or functions in a rule: <c>staff</c> in any schema, <c>hr.*</c>, <c>*</c>.</summary>
/// <param name="Schema">Null: any.</param>
internal sealed record QualifiedPattern(NamePart? Schema, NamePart Name)
{
    /// <summary>Whether the name may mean something that this pattern names. An unqualified one may be in any schema, by search_path.</summary>
    public bool Matches(SqlName name) =>
        Name.Matches(name.Name) && (Schema is null || name.Schema is null || Schema.Matches(name.Schema));

    /// <summary>The same, where a catalog can rule out that the schema holds such a relation.</summary>
    public bool MatchesRelation(SqlName name, IRelationCatalog? catalog) => name.Name == SqlName.Every
        ? Schema is null || name.Schema is null || Schema.Matches(name.Schema)
        : Matches(name) && (Schema is null || name.Schema is not null || catalog is null || catalog.MayHold(Schema, name.Name));

    /// <summary>Whether the name can mean nothing that this pattern does not name.</summary>
    public bool Covers(SqlName name, IRelationCatalog? catalog) =>
        (name.Name == SqlName.Every ? Name.IsAnything : Name.Matches(name.Name))
        && (Schema is null or { IsAnything: true }
            || (name.Schema is { } schema ? Schema.Matches(schema) : name.Name != SqlName.Every && catalog is not null && catalog.SurelyHolds(Schema)));

    public override string ToString() => Schema is null ? Name.ToString() : $"{Schema}.{Name}";

    public static bool TryParse(string text, [NotNullWhen(true)] out QualifiedPattern? value, [NotNullWhen(false)] out string? problem)
    {
        value = null;
        if (!DottedName.TrySplit(text, out ImmutableArray<NamePart> parts, out problem))
            return false;
        if (parts.Length > 2)
        {
            problem = "expected name or schema.name";
            return false;
        }
        value = new QualifiedPattern(parts.Length == 2 ? parts[0] : null, parts[^1]);
        return true;
    }
}
