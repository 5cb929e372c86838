using WireProxy.Sql.Analysis;

namespace WireProxy.Policy;

/// <summary>
/// What a session knows of its database. It narrows rules such as <c>hr.*</c>, which otherwise hold for every unqualified
/// name; it must answer yes whenever it can not be sure.
/// </summary>
internal interface IRelationCatalog
{
    /// <summary>Whether a schema that the pattern matches may hold a relation of this name.</summary>
    bool MayHold(NamePart schema, string relation);

    /// <summary>Whether a relation that a mask does not name, a view say, may show columns that it names.</summary>
    bool MayShowMasked(SqlName relation) => true;

    /// <summary>Whether a name without a schema is in one that the pattern matches, and nowhere else; no where that is not sure.</summary>
    bool SurelyHolds(NamePart schema) => false;
}
