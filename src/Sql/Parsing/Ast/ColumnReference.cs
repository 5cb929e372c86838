namespace WireProxy.Sql.Parsing.Ast;

/// <summary>A column as an expression names it; <c>*</c> as column stands for the whole row of the table.</summary>
internal readonly record struct ColumnReference(string? Schema, string? Table, string Column);
