namespace WireProxy.Sql.Parsing.MySql.Ast;

/// <summary>A column as an expression names it.</summary>
internal readonly record struct ColumnReference(string? Schema, string? Table, string Column);
