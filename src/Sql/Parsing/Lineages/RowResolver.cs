using System.Collections.Immutable;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Lineages;

/// <summary>Follows fields of values of row types. Where the type is not known to have the field, a function may be called instead.</summary>
internal sealed class RowResolver(LineageResolver resolver, Scope scope, CommonTableEnvironment? environment)
{
    /// <summary><c>(row).field</c>; all fields in one value where none is named.</summary>
    public Lineage Value(FieldAccess access)
    {
        if (access.Field is not { } field)
            return resolver.Value(access.Source, scope, environment) with { Derivation = Derivation.Computed };
        if (TableOf(access.Source) is { } table)
            return scope.Resolve(new ColumnReference(null, table, field), resolver.Budget);
        if (access.Source.OnlyCall is { } call)
            return Field(resolver.Routines?.Columns(call, scope, environment), field);
        return Composite(access.Source, fields => fields.Contains(field));
    }

    /// <summary><c>(row).*</c>; null where the fields are not known.</summary>
    public List<OutputColumn>? Columns(Expression source)
    {
        if (TableOf(source) is { } table)
            return scope.Tables.FindAll(candidate => candidate.Name == table) is [{ } only] ? only.Columns : null;
        if (source.OnlyCall is { } call)
            return resolver.Routines?.Columns(call, scope, environment);
        ImmutableArray<string> names = [];
        Lineage lineage = Composite(source, fields => (names.IsEmpty || names.SequenceEqual(fields)) && !(names = fields).IsEmpty);
        return lineage.IsKnown ? [.. names.Select(name => new OutputColumn(name, lineage))] : null;
    }

    /// <summary>The table whose row an expression surely is.</summary>
    private string? TableOf(Expression source) => source is { IsCopy: true, Columns: [{ } column] } ? column switch
    {
        { Schema: null, Table: { } table, Column: "*" } => table,
        { Table: null } when scope.IsRow(column.Column, resolver.Budget) => column.Column,
        _ => null,
    } : null;

    private static Lineage Field(List<OutputColumn>? columns, string name) =>
        columns?.FindAll(column => column.Name == name) is [{ } only] ? only.Lineage : Lineage.Unknown;

    /// <summary>Any part of a column of a composite type shows what the column shows.</summary>
    private Lineage Composite(Expression source, Predicate<ImmutableArray<string>> isKnown)
    {
        if (!source.IsCopy)
            return Lineage.Unknown;
        Lineage lineage = resolver.Value(source, scope, environment);
        bool isFollowed = lineage is { IsKnown: true, Derivation: Derivation.Copy, Sources.IsEmpty: false }
            && lineage.Sources.All(column => resolver.Shapes?.FieldsOf(column) is { } fields && isKnown(fields));
        return isFollowed ? lineage with { Derivation = Derivation.Computed } : Lineage.Unknown;
    }
}
