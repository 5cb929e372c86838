using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using WireProxy.Policy;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.Postgres.Catalog;

/// <summary>One reading of the catalog over a session: takes the rows of its queries.</summary>
internal sealed class CatalogLoad(CatalogPlan plan, long version, DateTimeOffset now)
{
    private readonly CatalogBuilder _builder = new(plan.Masks);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<string> _rowFunctions = new(StringComparer.Ordinal);
    private readonly List<RoutineRow> _routines = [];
    private bool _failed;
    private int _completed;

    public Task Done => _done.Task;

    /// <summary>Indexed by <see cref="CatalogQuery"/>.</summary>
    public ImmutableArray<string> QueryTexts => plan.QueryTexts;

    public void AddRow(CatalogQuery query, ReadOnlySpan<byte> row)
    {
        DataRow.Enumerator values = DataRow.Read(row).GetEnumerator();
        switch (query)
        {
            case CatalogQuery.Relations:
                _builder.AddRelation(Oid(ref values), Text(ref values), Text(ref values), Number(ref values));
                break;
            case CatalogQuery.Columns:
                _builder.AddColumn(Oid(ref values), Number(ref values), Text(ref values));
                break;
            case CatalogQuery.Inheritance:
                _builder.AddInheritance(Oid(ref values), Oid(ref values));
                break;
            case CatalogQuery.GeneratedColumns:
                _builder.AddGeneratedColumn(Oid(ref values), Number(ref values), Number(ref values));
                break;
            case CatalogQuery.Views:
                _builder.AddView(Oid(ref values), Text(ref values));
                break;
            case CatalogQuery.ViewSources:
                _builder.AddViewSource(Oid(ref values), Oid(ref values));
                break;
            case CatalogQuery.RowFunctions:
                _rowFunctions.Add(Text(ref values));
                break;
            case CatalogQuery.Composites:
                _builder.AddComposite(Oid(ref values), Number(ref values), Text(ref values), Oid(ref values));
                break;
            case CatalogQuery.Routines:
                _routines.Add(Routine(ref values));
                break;
        }
    }

    /// <summary>All rows of one more query are here.</summary>
    public void CompleteQuery() => _completed++;

    /// <summary>The server refused one of the queries: nothing is known.</summary>
    public void Fail() => _failed = true;

    /// <summary>What was read; unknown unless every query was answered. A server that skips to Sync answers none of them.</summary>
    public CatalogSnapshot Finish() =>
        _failed || _completed != QueryTexts.Length ? CatalogSnapshot.Unknown : CatalogSnapshot.Of(version, now, _builder.Build(), _rowFunctions, _routines.Select(row => row.ToRoutine(_builder.FieldsOf)));

    /// <summary>Lets the session that waits for this reading go on.</summary>
    public void Release() => _done.TrySetResult();

    private static RoutineRow Routine(ref DataRow.Enumerator values) => new(
        new SqlName(Text(ref values), Text(ref values)), Number(ref values), Number(ref values), Number(ref values),
        Text(ref values), Oid(ref values), Text(ref values), Text(ref values), Text(ref values), Text(ref values));

    private static uint Oid(ref DataRow.Enumerator values) => uint.Parse(Next(ref values), CultureInfo.InvariantCulture);

    private static short Number(ref DataRow.Enumerator values) => short.Parse(Next(ref values), CultureInfo.InvariantCulture);

    /// <summary>The hexadecimal digits of UTF-8 bytes.</summary>
    private static string Text(ref DataRow.Enumerator values) => Encoding.UTF8.GetString(Convert.FromHexString(Next(ref values)));

    private static ReadOnlySpan<byte> Next(ref DataRow.Enumerator values)
    {
        values.MoveNext();
        return values.Current.Bytes;
    }
}

/// <summary>The catalog queries in the order in which they are sent.</summary>
internal enum CatalogQuery : byte
{
    Relations,
    Columns,
    Inheritance,
    GeneratedColumns,
    Views,
    ViewSources,
    RowFunctions,
    Composites,
    Routines,
}

/// <summary>What has to be read for the masks of one policy scope.</summary>
internal sealed class CatalogPlan
{
    public CatalogPlan(ImmutableArray<ColumnMask> masks)
    {
        Masks = masks;
        IReadOnlyCollection<string>? names = NamesIn(masks);
        QueryTexts =
        [
            CatalogQueries.Relations, CatalogQueries.Columns(names), CatalogQueries.Inheritance,
            CatalogQueries.GeneratedColumns, CatalogQueries.Views(names), CatalogQueries.ViewSources(names),
            CatalogQueries.RowFunctions, RoutineQueries.Composites, RoutineQueries.Routines,
        ];
    }

    public ImmutableArray<ColumnMask> Masks { get; }

    /// <summary>Indexed by <see cref="CatalogQuery"/>.</summary>
    public ImmutableArray<string> QueryTexts { get; }

    /// <summary>Every column name that a mask can match; null if one of them has a wildcard.</summary>
    private static List<string>? NamesIn(ImmutableArray<ColumnMask> masks)
    {
        List<string> names = [.. SystemColumns.Names];
        foreach (ColumnMask mask in masks)
        {
            if (mask.Column.Column.LiteralNames is not { } literals)
                return null;
            names.AddRange(literals);
        }
        return names;
    }
}
