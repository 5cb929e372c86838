using System.Text;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Masking.Postgres.Values;
using WireProxy.Masking.Values;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Masking.Postgres;

/// <summary>
/// Decides for each column of a RowDescription whether and how it is masked: by its wire origin (table OID and
/// attribute number), and where there is none, by the lineage that its statement gives it. Results that were described before
/// are answered from a small cache.
/// </summary>
internal sealed class RowPlanner(MaskKey key)
{
    private const int Remembered = 4;

    private static readonly MaskSpec Full = new(MaskKind.Full);
    private static readonly MaskSpec Null = new(MaskKind.Null);

    private readonly Entry?[] _recent = new Entry?[Remembered];
    private int _next;

    /// <param name="body">The RowDescription's body.</param>
    /// <param name="catalog">What is known of the database.</param>
    /// <param name="outputs">What its statement says of the columns.</param>
    /// <param name="text">How the session writes results.</param>
    public RowPlan Plan(ReadOnlySpan<byte> body, CatalogSnapshot catalog, OutputMasks outputs, ResultText text)
    {
        foreach (Entry? entry in _recent)
        {
            if (entry is not null && entry.Is(body, catalog, outputs, text))
                return entry.Plan;
        }
        RowPlan plan = Work(RowDescription.Read(body), catalog, outputs, text);
        _recent[_next] = new Entry(body.ToArray(), catalog, outputs, text, plan);
        _next = (_next + 1) % Remembered;
        return plan;
    }

    private RowPlan Work(RowDescription description, CatalogSnapshot catalog, OutputMasks outputs, ResultText text)
    {
        var masks = new ValueRewriter?[description.Count];
        var masked = new List<string>();
        bool hasUnknownOrigin = false;
        int at = 0;
        foreach (RowDescriptionField field in description)
        {
            hasUnknownOrigin |= IsUnknown(field, catalog);
            MaskSpec? spec = SpecFor(field, catalog, outputs, at, description.Count);
            if (spec is not null)
            {
                spec = Valid(spec, field, text);
                masks[at] = PostgresMask.For(spec, field.TypeOid, field.Format, field.TypeModifier, key);
                masked.Add(Encoding.UTF8.GetString(field.Name));
            }
            at++;
        }
        return masked.Count == 0
            ? RowPlan.Unchanged
            : RowPlan.Rewritten(new DataRowRewriter(masks), masked, hasUnknownOrigin);
    }

    private static bool IsUnknown(RowDescriptionField field, CatalogSnapshot catalog) =>
        field.TableOid != 0 && !catalog.IsUnknown && (catalog.Find(field.TableOid) is not { } relation || field.AttributeNumber > relation.Columns);

    private static MaskSpec? SpecFor(RowDescriptionField field, CatalogSnapshot catalog, OutputMasks outputs, int at, int count) =>
        field.TableOid == 0
            ? outputs.Computed(at, count)
            : Strictest.Of(OriginMask(field, catalog), outputs.AtLeast(at, count));

    private static MaskSpec? OriginMask(RowDescriptionField field, CatalogSnapshot catalog)
    {
        if (catalog.Find(field.TableOid) is not { } relation)
            return Full;
        // Attribute 0 is the whole row in one value, of a type that no constant fits.
        if (field.AttributeNumber == 0)
            return relation.HasMasks ? Null : null;
        if (field.AttributeNumber < 0)
            return null;
        if (field.AttributeNumber > relation.Columns)
            return Full;
        return relation.Masks.GetValueOrDefault(field.AttributeNumber);
    }

    /// <summary>What can not be valid, or can not keep its promise, in the session's text becomes stricter.</summary>
    private static MaskSpec Valid(MaskSpec spec, RowDescriptionField field, ResultText text)
    {
        if (text.Dates != DateText.Iso && field is { Format: FieldFormat.Text, TypeOid: TypeOid.Date or TypeOid.Timestamp or TypeOid.TimestampTz })
            return Null;
        bool countsCharacters = spec.Kind is MaskKind.Last4 or MaskKind.Partial or MaskKind.Email;
        return countsCharacters && text.Characters != CharacterText.Utf8 ? Full : spec;
    }

    private sealed class Entry(byte[] body, CatalogSnapshot catalog, OutputMasks outputs, ResultText text, RowPlan plan)
    {
        public RowPlan Plan => plan;

        public bool Is(ReadOnlySpan<byte> otherBody, CatalogSnapshot otherCatalog, OutputMasks otherOutputs, ResultText otherText) =>
            ReferenceEquals(catalog, otherCatalog) && ReferenceEquals(outputs, otherOutputs) && text == otherText && otherBody.SequenceEqual(body);
    }
}
