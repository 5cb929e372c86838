using System.Collections.Immutable;

namespace WireProxy.Sql.Analysis;

/// <summary>A statement that SQL text prepares or executes by name.</summary>
/// <param name="Name">As the server will look it up; for MySQL, which does not distinguish, in lower case.</param>
/// <param name="Text">MySQL: what PREPARE says it is; default where that is not in the text, and in EXECUTE.</param>
public readonly record struct PreparedText(string Name, ImmutableArray<byte> Text);
