namespace WireProxy.Configuration;

/// <summary>One thing that is wrong, and the configuration key where.</summary>
internal readonly record struct ConfigurationError(string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}
