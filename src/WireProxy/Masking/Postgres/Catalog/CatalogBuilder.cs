using System.Collections.Immutable;
using WireProxy.Policy;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.Postgres.Catalog;

/// <summary>
/// Works out, from the rows of <see cref="CatalogQueries"/>, which columns show masked data: those that a mask names,
/// and what partitions, inheritance, generated columns and views make of them.
/// </summary>
internal sealed class CatalogBuilder(ImmutableArray<ColumnMask> masks)
{
    private static readonly MaskSpec Full = new(MaskKind.Full);

    private readonly Dictionary<uint, Relation> _relations = [];
    private readonly List<(uint Child, uint Parent)> _inheritance = [];
    private readonly List<(uint Relation, short Generated, short Source)> _generated = [];
    private readonly List<(uint View, string Tree)> _views = [];
    private readonly List<(uint View, uint Source)> _viewSources = [];
    private readonly Dictionary<uint, List<NamedColumn>> _composites = [];
    private readonly List<(uint Relation, short Column, uint Type)> _composed = [];

    public void AddRelation(uint oid, string schema, string name, short columns) =>
        _relations.TryAdd(oid, new Relation(new SqlName(schema, name), columns));

    public void AddInheritance(uint child, uint parent) => _inheritance.Add((child, parent));

    public void AddGeneratedColumn(uint relation, short generated, short source) =>
        _generated.Add((relation, generated, source));

    public void AddView(uint view, string tree) => _views.Add((view, tree));

    public void AddViewSource(uint view, uint source) => _viewSources.Add((view, source));

    /// <summary>Takes a field of a composite type, or a column of such a type; a field can be both.</summary>
    public void AddComposite(uint relation, short number, string name, uint type)
    {
        if (!_relations.ContainsKey(relation))
        {
            if (!_composites.TryGetValue(relation, out List<NamedColumn>? fields))
                _composites.Add(relation, fields = []);
            fields.Add(new NamedColumn(number, name));
        }
        if (type != 0)
            _composed.Add((relation, number, type));
    }

    /// <summary>The columns of the rows of a relation or composite type; null where they are not known.</summary>
    public ImmutableArray<string>? FieldsOf(uint type)
    {
        if (_relations.TryGetValue(type, out Relation? relation) && relation.Columns.Count > 0)
            return [.. relation.Columns.OrderBy(static column => column.Value).Select(static column => column.Key)];
        return _composites.TryGetValue(type, out List<NamedColumn>? fields)
            ? [.. fields.OrderBy(static field => field.Number).Select(static field => field.Name)]
            : null;
    }

    /// <summary>Takes a column. Relations are added first.</summary>
    public void AddColumn(uint relation, short number, string name)
    {
        if (!_relations.TryGetValue(relation, out Relation? owner))
            return;
        owner.Columns[name] = number;
        foreach (ColumnMask mask in masks)
        {
            if (mask.Column.Matches(owner.Name.Schema, owner.Name.Name, name))
                owner.Mask(number, mask.With);
        }
        if (SystemColumns.CarriesUserData(owner.Name, name))
            owner.Mask(number, Full);
    }

    public IEnumerable<KeyValuePair<uint, RelationFacts>> Build()
    {
        // Each rule can feed the others (a view over a partition over ...), so they repeat until nothing is added.
        bool grew;
        do
        {
            grew = SpreadToChildren() | SpreadToGeneratedColumns() | SpreadToViews();
        }
        while (grew);
        foreach ((uint owner, short column, uint type) in _composed)
        {
            if (_relations.TryGetValue(owner, out Relation? relation) && FieldsOf(type) is { } fields)
                relation.Fields[column] = fields;
        }
        return _relations.Select(static entry => KeyValuePair.Create(entry.Key, entry.Value.ToFacts()));
    }

    // A child has its parent's columns under the same names, in any order.
    private bool SpreadToChildren()
    {
        bool grew = false;
        foreach ((uint child, uint parent) in _inheritance)
        {
            if (!_relations.TryGetValue(child, out Relation? to) || !_relations.TryGetValue(parent, out Relation? from))
                continue;
            foreach ((string name, short number) in from.Columns)
            {
                if (from.Masks.TryGetValue(number, out MaskSpec? mask))
                    grew |= to.Columns.TryGetValue(name, out short column) ? to.Mask(column, mask) : to.MaskAll(Full);
            }
        }
        return grew;
    }

    private bool SpreadToGeneratedColumns()
    {
        bool grew = false;
        foreach ((uint relation, short generated, short source) in _generated)
        {
            if (_relations.TryGetValue(relation, out Relation? owner) && owner.Masks.ContainsKey(source))
                grew |= owner.Mask(generated, Full);
        }
        return grew;
    }

    private bool SpreadToViews()
    {
        HashSet<uint> readsMasked =
            [.. _viewSources.Where(edge => !_relations.TryGetValue(edge.Source, out Relation? source) || source.Masks.Count > 0)
                .Select(static edge => edge.View)];
        bool grew = false;
        foreach ((uint oid, string tree) in _views)
        {
            if (!readsMasked.Contains(oid) || !_relations.TryGetValue(oid, out Relation? view))
                continue;
            if (RuleTree.ReadOrigins(tree) is not { } origins)
            {
                grew |= view.MaskAll(Full);
                continue;
            }
            // A computed column may be computed from any column of what the view reads.
            foreach ((short number, ViewColumnOrigin origin) in origins)
                grew |= origin.IsComputed ? view.Mask(number, Full) : SpreadToViewColumn(view, number, origin);
        }
        return grew;
    }

    private bool SpreadToViewColumn(Relation view, short number, ViewColumnOrigin origin)
    {
        if (!_relations.TryGetValue(origin.Table, out Relation? source))
            return view.Mask(number, Full);
        if (origin.Column == 0)
            return source.Masks.Count > 0 && view.Mask(number, Full);
        return source.Masks.TryGetValue(origin.Column, out MaskSpec? mask) && view.Mask(number, mask);
    }

    private sealed class Relation(SqlName name, short columns)
    {
        public SqlName Name => name;

        /// <summary>Numbers by name.</summary>
        public Dictionary<string, short> Columns { get; } = new(StringComparer.Ordinal);

        public Dictionary<short, MaskSpec> Masks { get; } = [];

        public Dictionary<short, ImmutableArray<string>> Fields { get; } = [];

        /// <summary>Of several masks the strictest holds. True if something changed.</summary>
        public bool Mask(short number, MaskSpec mask)
        {
            if (Masks.TryGetValue(number, out MaskSpec? present) && present.Kind <= mask.Kind)
                return false;
            Masks[number] = mask;
            return true;
        }

        public bool MaskAll(MaskSpec mask)
        {
            bool grew = false;
            for (short number = 1; number <= columns; number++)
                grew |= Mask(number, mask);
            return grew;
        }

        public RelationFacts ToFacts() => new(name, columns, Masks.ToImmutableDictionary())
        {
            Fields = Fields.Count == 0 ? ImmutableDictionary<short, ImmutableArray<string>>.Empty : Fields.ToImmutableDictionary(),
            Named = Columns.Count == 0 ? default
                : [.. Columns.Select(static entry => new NamedColumn(entry.Value, entry.Key)).OrderBy(static column => column.Number)],
        };
    }
}
