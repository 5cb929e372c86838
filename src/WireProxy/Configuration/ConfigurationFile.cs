using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace WireProxy.Configuration;

/// <summary>Loads the configuration: a JSON file, then environment variables <c>WireProxy__...</c> over it.</summary>
internal static class ConfigurationFile
{
    public const string DefaultName = "appsettings.json";

    /// <param name="path">Null: the default file in the working directory, which may be missing.</param>
    public static ConfigurationResult Load(string? path)
    {
        string file = Path.GetFullPath(path ?? DefaultName);
        if (path is not null && !File.Exists(file))
            return ConfigurationResult.Failed(path, "no such file");
        try
        {
            ConfigurationResult read = ProxyOptionsReader.Read(new ConfigurationBuilder()
                .AddJsonFile(file, optional: path is null, reloadOnChange: false)
                .AddEnvironmentVariables()
                .Build());
            return read with { Options = read.Options with { Endpoints = EndpointOrder.Of(file, read.Options.Endpoints) } };
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or JsonException or IOException or UnauthorizedAccessException or FormatException)
        {
            return ConfigurationResult.Failed(file, unreadable.GetBaseException().Message);
        }
    }
}

/// <summary>The options, or everything that is wrong with them.</summary>
internal sealed record ConfigurationResult(ProxyOptions Options, ImmutableArray<ConfigurationError> Errors)
{
    public bool IsValid => Errors.IsEmpty;

    public static ConfigurationResult Failed(string path, string message) =>
        new(new ProxyOptions(), [new ConfigurationError(path, message)]);
}
