using System.Collections.Immutable;

namespace WireProxy.Masking.MySql.Catalog;

/// <summary>What a server's catalog says of one object. Immutable; what it means for masks is worked out elsewhere.</summary>
internal abstract record ObjectDefinition;

/// <summary>A table or view.</summary>
/// <param name="Kind">Whose rows it shows.</param>
/// <param name="Columns">In order, invisible ones too.</param>
/// <param name="ViewText">A view's query; null where the user may not see it, and of tables.</param>
/// <param name="Triggers">What runs when rows are written, as far as the user may see it.</param>
internal sealed record RelationDefinition(
    RelationKind Kind, ImmutableArray<ColumnText> Columns, string? ViewText, ImmutableArray<CodeText> Triggers) : ObjectDefinition
{
    /// <summary>There is none of that name, or the user may not know of it, or it is temporary.</summary>
    public static RelationDefinition Missing { get; } = new(RelationKind.Missing, [], null, []);
}

/// <summary>A stored function or procedure.</summary>
/// <param name="Existence">Whether there is one. A user who may call it may know of it.</param>
/// <param name="Body">Null when the user may not see it, or it is not written in SQL.</param>
internal sealed record RoutineDefinition(RoutineExistence Existence, CodeText? Body) : ObjectDefinition;

/// <summary>A column of a relation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Expression">What a generated column is computed from, or a default that is an expression; else null.</param>
/// <param name="Listing">Whether <c>*</c> lists it.</param>
internal sealed record ColumnText(string Name, string? Expression, ColumnListing Listing);

/// <summary>SQL that is stored with the mode in which it was written.</summary>
internal readonly record struct CodeText(string Sql, string SqlMode);

/// <summary>Whose rows a relation shows.</summary>
internal enum RelationKind : byte
{
    Missing,
    /// <summary>Its own.</summary>
    Table,
    View,
    /// <summary>The server's own: INFORMATION_SCHEMA and the like.</summary>
    System,
    /// <summary>Those of other tables, here or on other servers, that the catalog does not name.</summary>
    Foreign,
}

/// <summary>Whether <c>*</c> lists a column.</summary>
internal enum ColumnListing : byte
{
    Listed,
    Invisible,
}

/// <summary>Whether the catalog has a routine of some name.</summary>
internal enum RoutineExistence : byte
{
    Missing,
    Present,
}
