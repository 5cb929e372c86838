using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Parsing.Ast;

/// <summary>One element of a select list: an expression, or a star when <see cref="Value"/> is null.</summary>
/// <param name="Name">The name of the result column; null where the server makes one up that is not known here.</param>
/// <param name="Naming">Whether the name was given with the item.</param>
/// <param name="Value">Null for <c>*</c> and <c>table.*</c>.</param>
/// <param name="Qualifier">The table before <c>.*</c>.</param>
internal sealed record SelectItem(string? Name, ItemNaming Naming, Expression? Value, SqlName? Qualifier);

/// <summary>Where the name of a select item comes from.</summary>
internal enum ItemNaming : byte
{
    Generated,
    Alias,
}
