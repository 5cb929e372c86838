using System.Collections.Concurrent;
using System.Collections.Immutable;
using WireProxy.Policy;

namespace WireProxy.Masking.MySql.Catalog;

/// <summary>What a set of definitions means under the masks of one policy; worked out at first need and kept.</summary>
internal sealed class MaskedObjects(DefinitionSet definitions, ImmutableArray<ColumnMask> masks)
{
    private readonly ConcurrentDictionary<ObjectName, RelationFacts> _relations = new();
    private readonly ConcurrentDictionary<ObjectName, RoutineFacts> _routines = new();

    public ImmutableArray<ColumnMask> Masks => masks;

    /// <summary>What is known of a relation; while its definition, or one that it depends on, is missing: nothing.</summary>
    public RelationFacts Relation(ObjectName name, CatalogPass pass) =>
        _relations.TryGetValue(name, out RelationFacts? known) ? known
            : Work(name, pass, _relations, RelationFacts.Unknown, definition => new RelationResolver(this, pass).Resolve(name, (RelationDefinition)definition));

    public RoutineFacts Routine(ObjectName name, CatalogPass pass) =>
        _routines.TryGetValue(name, out RoutineFacts? known) ? known
            : Work(name, pass, _routines, RoutineFacts.Unknown, definition => RoutineFacts.Of(name, (RoutineDefinition)definition, this, pass));

    /// <summary>The strictest mask that a policy puts on a column by its name.</summary>
    public MaskSpec? MaskByName(string? database, string relation, string column)
    {
        MaskSpec? strictest = null;
        foreach (ColumnMask mask in masks)
        {
            if (mask.Column.MatchesIgnoringCase(database, relation, column))
                strictest = Strictest.Of(strictest, mask.With);
        }
        return strictest;
    }

    /// <summary>Whether a mask can be meant for a column of the relation, whatever its columns are.</summary>
    public bool MayMask(ObjectName relation)
    {
        foreach (ColumnMask mask in masks)
        {
            if (mask.Column.Relation.MatchesIgnoringCase(relation.Name) && mask.Column.Schema.MatchesIgnoringCase(relation.Database))
                return true;
        }
        return false;
    }

    private T Work<T>(ObjectName name, CatalogPass pass, ConcurrentDictionary<ObjectName, T> known, T unknown, Func<ObjectDefinition, T> resolve)
    {
        if (definitions.Find(name) is not { } definition)
        {
            pass.Add(name);
            return unknown;
        }
        if (!pass.TryEnter(name))
            return unknown;
        T facts = resolve(definition);
        pass.Leave(name);
        return pass.IsComplete ? known.GetOrAdd(name, facts) : facts;
    }
}
