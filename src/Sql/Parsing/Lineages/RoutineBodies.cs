using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Lineages;

/// <summary>How the text of functions is read; what can not be read is null.</summary>
/// <param name="Result">The query that gives the result of a body.</param>
/// <param name="Values">Expressions separated by commas, as a query.</param>
internal sealed record RoutineBodies(Func<string, Query?> Result, Func<string, Query?> Values);
