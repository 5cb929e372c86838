namespace WireProxy.Hosting;

/// <summary>Something that is configured can not be opened.</summary>
internal sealed class StartException(string message) : Exception(message);
