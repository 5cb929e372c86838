using System.Text.Json.Serialization;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>The names of masked columns, as a JSON array in one column.</summary>
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class MaskedJson : JsonSerializerContext;
