using System.Collections.Immutable;

namespace WireProxy.Sql.Analysis;

/// <summary>A statement that SQL text prepares or executes by name.</summary>
/// <param name="Name">In lower case: the server does not distinguish.</param>
/// <param name="Text">What PREPARE says it is; default where that is not in the text, and in EXECUTE.</param>
public readonly record struct PreparedText(string Name, ImmutableArray<byte> Text);
