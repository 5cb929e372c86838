namespace WireProxy.Configuration;

/// <summary>What a reading of the configuration found wrong, and which keys it knows.</summary>
internal sealed class ReadingLog
{
    private readonly List<ConfigurationError> _errors = [];
    private readonly SortedSet<string> _knownKeys = new(StringComparer.Ordinal);

    public IReadOnlyList<ConfigurationError> Errors => _errors;

    /// <summary>Every key that was asked for, list items as <c>[]</c> and chosen names as <c>&lt;name&gt;</c>: the table of docs/configuration.md.</summary>
    public IReadOnlySet<string> KnownKeys => _knownKeys;

    public void Wrong(string path, string message) => _errors.Add(new ConfigurationError(path, message));

    public void Known(string key) => _knownKeys.Add(key);
}
