using System.Buffers;
using System.Text;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Parsing.MySql.Lineages;

/// <summary>A table source of a FROM with what is known of its columns.</summary>
/// <param name="Name">What a qualifier calls it: the alias, or the relation's own name.</param>
/// <param name="Stored">The relation, if it is one; a column that is not listed may still exist in it.</param>
/// <param name="Columns">The columns as <c>*</c> lists them; null where they are not known.</param>
internal sealed record ResolvedTable(string? Name, SqlName? Stored, List<OutputColumn>? Columns)
{
    private static readonly SearchValues<char> SureCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz$");

    public string? Schema { get; init; }

    /// <summary>The value of a named column of this table; null where it has none of that name.</summary>
    public Lineage? Column(string name)
    {
        if (Listed(name) is { } listed)
            return listed;
        if (Stored is not { } relation)
            return Columns is null || !IsPlain(name) || HasUnsureNames() ? Lineage.Unknown : null;
        // _rowid is whatever column is the primary key.
        bool isAny = name.Equals("_rowid", StringComparison.OrdinalIgnoreCase) || !IsPlain(name);
        string column = isAny ? "*" : name;
        return new Lineage(true, [new SourceColumn(relation, column)]) { Derivation = Derivation.Copy };
    }

    /// <summary>The value of a column that the list has; null where it has none of that name.</summary>
    public Lineage? Listed(string name)
    {
        Lineage? found = null;
        foreach (OutputColumn column in Columns ?? [])
        {
            if (string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase))
                found = found is { } other ? LineageSets.Union(other, column.Lineage) : column.Lineage;
        }
        return found;
    }

    /// <summary>In wide tables servers find columns by collation: other accents, and blanks at the end, do not matter.</summary>
    private static bool IsPlain(string name) => Ascii.IsValid(name) && name is not [.., ' '];

    /// <summary>Names that the server makes up of an expression may be others than those made up here.</summary>
    private bool HasUnsureNames() => Columns!.Exists(column =>
        column.Name is null || column.Name.AsSpan().ContainsAnyExcept(SureCharacters) && !column.Lineage.Equals(LineageSets.Constant));
}
