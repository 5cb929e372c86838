using System.Collections.Concurrent;
using System.Collections.Immutable;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.Postgres.Catalog;

/// <summary>The functions of a database that are written in SQL, and all others of the same names.</summary>
internal sealed class RoutineCatalog(IEnumerable<Routine> routines)
{
    private readonly ILookup<string, Routine> _byName = routines.ToLookup(static routine => routine.Name.Name, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<SqlName, bool> _readsMasked = new();

    public bool Has(SqlName name) => _byName.Contains(name.Name);

    /// <summary>Null if there is none, or one that can not be read.</summary>
    public ImmutableArray<Routine>? Find(SqlName name, int arguments)
    {
        ImmutableArray<Routine> found =
            [.. Named(name).Where(routine => routine.LeastArguments <= arguments && arguments <= routine.MostArguments)];
        return found.IsEmpty || found.Any(static routine => routine.Body is null) ? null : found;
    }

    /// <summary>Whether one of this name reads anything that is not clean, itself or through others of these.</summary>
    public bool ReadsMasked(SqlName function, CatalogSnapshot catalog)
    {
        if (!Has(function))
            return false;
        if (_readsMasked.TryGetValue(function, out bool known))
            return known;
        bool reads = ReadsMasked(function, catalog, []);
        _readsMasked.TryAdd(function, reads);
        return reads;
    }

    private bool ReadsMasked(SqlName function, CatalogSnapshot catalog, HashSet<Routine> seen)
    {
        foreach (Routine routine in Named(function))
        {
            if (routine.Body is not { } body || !seen.Add(routine))
                continue;
            StatementSummary summary = PostgresAnalyzer.AnalyzeBody(body);
            if (!summary.Coverage.IsComplete || !ExposureProof.ReadsOnlyClean(summary, catalog)
                || summary.Functions.Any(inner => ReadsMasked(inner, catalog, seen)))
                return true;
        }
        return false;
    }

    private IEnumerable<Routine> Named(SqlName name) =>
        _byName[name.Name].Where(routine => name.Schema is null || name.Schema == routine.Name.Schema);
}
