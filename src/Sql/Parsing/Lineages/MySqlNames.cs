using System.Buffers;
using System.Text;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Parsing.Lineages;

/// <summary>MySQL and MariaDB: case matters or not, columns may be hidden, and names that the server makes up are not all known.</summary>
internal sealed class MySqlNames : NameRules
{
    private static readonly SearchValues<char> SureCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz$");

    private static readonly StringComparison[] SpellingThenAnyCase = [StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase];

    private MySqlNames()
    {
    }

    public static MySqlNames Instance { get; } = new();

    /// <summary>Whether case matters is the server's setting: the same spelling comes first, then any.</summary>
    public override ReadOnlySpan<StringComparison> TableComparisons => SpellingThenAnyCase;

    public override StringComparison ColumnComparison => StringComparison.OrdinalIgnoreCase;

    public override UsingOrder UsingOrder => UsingOrder.FirstTable;

    public override Lineage? Unlisted(ResolvedTable table, string name)
    {
        if (table.Stored is not { } relation)
            return table.Columns is null || !IsPlain(name) || HasUnsureNames(table.Columns) ? Lineage.Unknown : null;
        // _rowid is whatever column is the primary key.
        bool isAny = name.Equals("_rowid", StringComparison.OrdinalIgnoreCase) || !IsPlain(name);
        string column = isAny ? "*" : name;
        return new Lineage(true, [new SourceColumn(relation, column)]) { Derivation = Derivation.Copy };
    }

    public override Lineage? Row(Scope scope, string name, ResolverBudget budget) => null;

    public override List<OutputColumn>? Renamed(List<OutputColumn> columns, List<string> names) =>
        columns.Count == names.Count ? columns.Select((column, place) => column with { Name = names[place] }).ToList() : null;

    /// <summary>In wide tables servers find columns by collation: other accents, and blanks at the end, do not matter.</summary>
    private static bool IsPlain(string name) => Ascii.IsValid(name) && name is not [.., ' '];

    /// <summary>Names that the server makes up of an expression may be others than those made up here.</summary>
    private static bool HasUnsureNames(List<OutputColumn> columns) => columns.Exists(column =>
        column.Name is null || column.Name.AsSpan().ContainsAnyExcept(SureCharacters) && !column.Lineage.Equals(LineageSets.Constant));
}
