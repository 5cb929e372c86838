using System.Collections.Immutable;
using System.Text;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.MySql.Catalog;

/// <summary>
/// Works out which columns of a relation show masked data: those that a mask names, what generated columns and defaults
/// make of them, and what a view's own query says of its columns.
/// </summary>
internal sealed class RelationResolver(MaskedObjects objects, CatalogPass pass)
{
    private static readonly MaskSpec Full = new(MaskKind.Full);

    public RelationFacts Resolve(ObjectName name, RelationDefinition definition)
    {
        switch (definition.Kind)
        {
            case RelationKind.Table or RelationKind.System:
                return Table(name, definition);
            case RelationKind.View when definition.ViewText is { } text:
                return View(name, definition, text);
            case RelationKind.View or RelationKind.Foreign:
                return Hidden(name, definition);
            default:
                return RelationFacts.Missing;
        }
    }

    private RelationFacts Table(ObjectName name, RelationDefinition definition)
    {
        var masks = new Dictionary<string, MaskSpec?>(StringComparer.OrdinalIgnoreCase);
        foreach (ColumnText column in definition.Columns)
            masks[column.Name] = Named(name, column.Name);
        // A generated column can be computed from another one.
        while (masks.Values.Any(static mask => mask is not null) && SpreadToComputed(name, definition, masks))
        {
        }
        TouchedRows touches = !TriggersAreClean(name, definition) ? TouchedRows.MaskedByCode
            : masks.Values.Any(static mask => mask is not null) ? TouchedRows.Masked : TouchedRows.Clean;
        return Facts(name, definition, definition.Columns.Select(column => masks[column.Name]), [name], touches);
    }

    private bool SpreadToComputed(ObjectName name, RelationDefinition definition, Dictionary<string, MaskSpec?> masks)
    {
        bool grew = false;
        foreach (ColumnText column in definition.Columns)
        {
            if (column.Expression is not { } expression || masks[column.Name] is not null)
                continue;
            Lineage lineage = StoredExpression.LineageOf(expression, name, definition, pass.Stored);
            if (lineage.IsKnown && lineage.Sources.All(source => masks.TryGetValue(source.Column, out MaskSpec? mask) && mask is null))
                continue;
            masks[column.Name] = Full;
            grew = true;
        }
        return grew;
    }

    private RelationFacts View(ObjectName name, RelationDefinition definition, string text)
    {
        var view = new CatalogView(objects, name.Database, pass);
        ImmutableArray<MaskedStatement> read = MaskedReader.Read(Encoding.UTF8.GetBytes(text), pass.Stored, view);
        if (read.Length != 1)
            return Hidden(name, definition);
        MaskedStatement query = read[0];
        IEnumerable<MaskSpec?> masks = definition.Columns.Select((column, at) =>
            Strictest.Of(query.Result.MaskOf(at, definition.Columns.Length), Named(name, column.Name)));
        return Facts(name, definition, masks, query.Result.Sources.Append(name), query.Touches);
    }

    private bool TriggersAreClean(ObjectName table, RelationDefinition definition)
    {
        foreach (CodeText trigger in definition.Triggers)
        {
            if (StoredCode.Read(trigger, table.Database, objects, pass) is not { Exposure: Exposure.ProvenClean })
                return false;
        }
        return true;
    }

    private MaskSpec? Named(ObjectName relation, string column) =>
        SystemColumns.CarriesUserData(relation.Database, relation.Name, column)
            ? Full
            : objects.MaskByName(relation.Database, relation.Name, column);

    /// <summary>Its columns are known, and nothing of what they show.</summary>
    private static RelationFacts Hidden(ObjectName name, RelationDefinition definition) =>
        Facts(name, definition, definition.Columns.Select(static _ => (MaskSpec?)Full), [name], TouchedRows.MaskedByCode);

    private static RelationFacts Facts(
        ObjectName name, RelationDefinition definition, IEnumerable<MaskSpec?> masks, IEnumerable<ObjectName> sources, TouchedRows touches)
    {
        ImmutableArray<string> listed = [.. definition.Columns.Where(static column => column.Listing == ColumnListing.Listed).Select(static column => column.Name)];
        IEnumerable<string> names = definition.Columns.Select(static column => column.Name);
        return RelationFacts.Of(listed, names.Zip(masks, KeyValuePair.Create), sources.Append(name), touches);
    }
}
