using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.MySql.Catalog;

/// <summary>The catalog as one text sees it: names without a database are in its default one.</summary>
internal sealed class CatalogView(MaskedObjects objects, string? database, CatalogPass pass) : IRelationShapes
{
    /// <summary>The relations that the session made for itself; a name that the catalog does not have may be one of them.</summary>
    public SessionRelations? Own { get; init; }

    /// <summary>Whether only the session's own statements, none of which may store a masked value, have set its user variables.</summary>
    public VariableContent Variables { get; init; }

    public MaskedObjects Objects => objects;

    public string? Database => database;

    /// <summary>The same catalog behind a USE.</summary>
    public CatalogView In(string? other) => new(objects, other, pass) { Own = Own, Variables = Variables };

    public RelationShape? Find(SqlName name) => Relation(name).Shape;

    public RelationFacts Relation(SqlName name)
    {
        if (Qualify(ObjectKind.Relation, name) is not { } qualified)
            return RelationFacts.Unknown;
        RelationFacts facts = objects.Relation(qualified, pass);
        bool isOwn = facts == RelationFacts.Missing && Own is not null && Own.Contains(qualified) && !objects.MayMask(qualified);
        return isOwn ? RelationFacts.Own : facts;
    }

    public RoutineFacts Routine(ObjectKind kind, SqlName name) =>
        Qualify(kind, name) is { } qualified ? objects.Routine(qualified, pass) : RoutineFacts.Unknown;

    /// <summary>Null where the default database is not known.</summary>
    public ObjectName? Qualify(ObjectKind kind, SqlName name) =>
        (name.Schema ?? database) is { } owner ? new ObjectName(kind, owner, name.Name) : null;
}

/// <summary>What a session's user variables can hold.</summary>
internal enum VariableContent : byte
{
    Harmless,
    /// <summary>Code ran that could not be read.</summary>
    Unknown,
}
