namespace WireProxy.Sql.Parsing.Ast;

/// <summary><c>(source).field</c></summary>
/// <param name="Source">A value of a row type.</param>
/// <param name="Field">Null for all of its fields.</param>
internal sealed record FieldAccess(Expression Source, string? Field);
