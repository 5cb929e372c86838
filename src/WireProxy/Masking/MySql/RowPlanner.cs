using System.Text;
using WireProxy.Masking.MySql.Catalog;
using WireProxy.Masking.MySql.Values;
using WireProxy.Masking.Values;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Protocols.MySql.Rows;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Masking.MySql;

/// <summary>
/// Decides for each column of a result whether and how it is masked: by what the statement says of it, and by the origin
/// that the server names, which can be an alias (protocols reference 2.D) and so only adds. Results that were described
/// before are answered from a small cache.
/// </summary>
internal sealed class RowPlanner(MaskKey key)
{
    private const int Remembered = 4;

    private static readonly MaskSpec Full = new(MaskKind.Full);

    private readonly Entry?[] _recent = new Entry?[Remembered];
    private int _next;

    /// <param name="definitions">The result's columns.</param>
    /// <param name="format">How its rows are written.</param>
    /// <param name="masks">What its statement says of them.</param>
    /// <param name="objects">What is known of the relations.</param>
    /// <param name="diagnostics">What SHOW WARNINGS would list.</param>
    public RowPlan Plan(ResultDefinitions definitions, RowFormat format, ResultMasks masks, MaskedObjects objects, DiagnosticsContent diagnostics)
    {
        foreach (Entry? entry in _recent)
        {
            if (entry is not null && entry.Is(definitions.Bytes, format, masks, objects, diagnostics))
                return entry.Plan;
        }
        RowPlan plan = Work(definitions, format, masks, objects, diagnostics);
        _recent[_next] = new Entry(definitions.Bytes.ToArray(), format, masks, objects, diagnostics, plan);
        _next = (_next + 1) % Remembered;
        return plan;
    }

    private RowPlan Work(ResultDefinitions definitions, RowFormat format, ResultMasks masks, MaskedObjects objects, DiagnosticsContent diagnostics)
    {
        var rewriters = new ValueRewriter?[definitions.Count];
        var types = new FieldType[definitions.Count];
        var masked = new List<string>();
        int at = 0;
        foreach (ColumnDefinition definition in definitions)
        {
            MaskSpec? spec = masks.Report == ReportColumns.None
                ? Strictest.Of(masks.MaskOf(at, definitions.Count), OriginMask(definition, masks, objects))
                : ReportMask(definition, definitions.Count, masks.Report, diagnostics);
            types[at] = definition.Type;
            if (spec is not null)
            {
                rewriters[at] = MySqlMask.For(spec, definition.ColumnType, format, key);
                masked.Add(Encoding.UTF8.GetString(definition.Name));
            }
            at++;
        }
        if (masked.Count == 0)
            return RowPlan.Unchanged;
        ResultRowRewriter rewriter = format == RowFormat.Text ? new TextRowRewriter(rewriters) : new BinaryRowRewriter(types, rewriters);
        return new RowPlan(rewriter, masked);
    }

    private static MaskSpec? OriginMask(ColumnDefinition definition, ResultMasks masks, MaskedObjects objects)
    {
        if (definition.OrgTable.IsEmpty || definition.OrgName.IsEmpty)
            return null;
        string? database = definition.Schema.IsEmpty ? null : Encoding.UTF8.GetString(definition.Schema);
        string relation = Encoding.UTF8.GetString(definition.OrgTable);
        if (masks.Knowledge == SourceKnowledge.All && !IsSource(database, relation, masks))
            return null;
        return objects.MaskByName(database, relation, Encoding.UTF8.GetString(definition.OrgName));
    }

    private static bool IsSource(string? database, string relation, ResultMasks masks)
    {
        foreach (ObjectName source in masks.Sources)
        {
            if (source.Name.Equals(relation, StringComparison.OrdinalIgnoreCase)
                && (database is null || source.Database.Equals(database, StringComparison.OrdinalIgnoreCase)))
                return true;
        }
        return false;
    }

    private static MaskSpec? ReportMask(ColumnDefinition definition, int count, ReportColumns report, DiagnosticsContent diagnostics)
    {
        // In the wide encodings that character_set_results can name, names are not to be recognised.
        if (definition.Name.Contains((byte)0))
            return Full;
        return ReportColumnNames.Masks(report, Encoding.UTF8.GetString(definition.Name), count, diagnostics) ? Full : null;
    }

    private sealed class Entry(
        byte[] definitions, RowFormat format, ResultMasks masks, MaskedObjects objects, DiagnosticsContent diagnostics, RowPlan plan)
    {
        public RowPlan Plan => plan;

        public bool Is(
            ReadOnlySpan<byte> otherDefinitions, RowFormat otherFormat, ResultMasks otherMasks, MaskedObjects otherObjects, DiagnosticsContent otherDiagnostics) =>
            format == otherFormat && ReferenceEquals(masks, otherMasks) && ReferenceEquals(objects, otherObjects)
            && diagnostics == otherDiagnostics && otherDefinitions.SequenceEqual(definitions);
    }
}
