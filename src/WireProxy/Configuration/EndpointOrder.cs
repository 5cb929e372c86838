using System.Collections.Immutable;
using System.Text.Json;

namespace WireProxy.Configuration;

/// <summary>Puts endpoints in the order in which their file has them; the configuration itself sorts keys by name.</summary>
internal static class EndpointOrder
{
    private static readonly JsonDocumentOptions AsConfiguration = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Endpoints that the file does not have come last.</summary>
    public static ImmutableArray<EndpointOptions> Of(string file, ImmutableArray<EndpointOptions> endpoints)
    {
        if (endpoints.Length < 2 || !File.Exists(file))
            return endpoints;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file), AsConfiguration);
        List<string> names = [.. Members(Member(Member(document.RootElement, ProxyOptionsReader.Root), "Endpoints")).Select(member => member.Name)];
        return [.. endpoints.OrderBy(endpoint => names.FindIndex(name => name.Equals(endpoint.Name, StringComparison.OrdinalIgnoreCase)) is var at and >= 0 ? at : names.Count)];
    }

    private static JsonElement Member(JsonElement element, string name) =>
        Members(element).FirstOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static JsonProperty[] Members(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? [.. element.EnumerateObject()] : [];
}
