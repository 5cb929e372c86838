namespace WireProxy.Configuration;

/// <summary>What masks need besides the policies that name them.</summary>
internal sealed record MaskingOptions
{
    public string? HashKeyFile { get; init; }

    /// <summary>The content of <see cref="HashKeyFile"/>, at least 32 bytes; empty where no file is named.</summary>
    public ReadOnlyMemory<byte> HashKey { get; init; }
}
