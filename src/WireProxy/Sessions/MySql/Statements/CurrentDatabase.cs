using WireProxy.Policy;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sessions.MySql.Statements;

/// <summary>Where an unqualified name is looked up: in the current database and nowhere else.</summary>
/// <param name="name">Null for none: the server refuses such names, but a rule should not rely on that.</param>
/// <param name="showsMasked">Whether a relation may show masked columns; null where nothing is known of relations.</param>
internal sealed class CurrentDatabase(string? name, Func<SqlName, bool>? showsMasked = null) : IRelationCatalog
{
    public bool MayShowMasked(SqlName relation) => showsMasked is null || showsMasked(relation);

    public bool MayHold(NamePart schema, string relation) =>
        name is null || schema.Matches(name) || schema.Matches(FoldedNames.Fold(name));

    public bool SurelyHolds(NamePart schema) => name is not null && schema.Matches(name);
}
