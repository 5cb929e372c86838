using WireProxy.Sql.Analysis;
using WireProxy.Sql.Comparisons;

namespace WireProxy.Policy;

/// <summary>Whether a statement may compare a column that may not be compared. Unsure is yes.</summary>
internal static class PredicateRule
{
    public static bool MayCompare(ColumnMask mask, StatementSummary statement, IRelationCatalog? catalog)
    {
        foreach (RelationAccess relation in statement.Relations)
        {
            if (mask.Column.MayBeIgnoringCase(relation.Name, Glob.Any, database: null))
            {
                if (IsCompared(mask.Column.Column, statement))
                    return true;
            }
            // A view, partition or child can have the column under any name.
            else if ((statement.ComparedNames.IsDefault || !statement.ComparedNames.IsEmpty) && (catalog is null || catalog.MayShowMasked(relation.Name)))
                return true;
        }
        // What can not be read may name the relation, too.
        return !statement.Coverage.IsComplete;
    }

    /// <summary>Whether the statement may compare a column of such a name.</summary>
    public static bool IsCompared(NamePart column, StatementSummary statement) =>
        statement.ComparedNames.IsDefault || statement.ComparedNames.Any(name => column.MatchesIgnoringCase(name))
        || (column.LiteralNames?.Any(ComparedNames.IsWordOfSql) ?? false);
}
