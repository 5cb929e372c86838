using System.Text.Json.Serialization;

namespace WireProxy.Audit.Orders;

/// <summary>What an order asks for.</summary>
public enum OrderKind
{
    /// <summary>Record something that was done outside of the proxy.</summary>
    Note,
    Hold,
    Release,
    Shred,
}

/// <summary>Something that only the writer of the store can do, asked for by another process with access to its folder.</summary>
/// <param name="Kind">What.</param>
/// <param name="Session">To which session.</param>
/// <param name="By">Who asks.</param>
/// <param name="Reason">Why; of a note, what happened to what.</param>
/// <param name="Name">Of a note, what happened.</param>
public sealed record AuditOrder(OrderKind Kind, string? Session = null, string? By = null, string? Reason = null, string? Name = null);

/// <summary>What became of an order.</summary>
/// <param name="Problem">Why it was not carried out; null when it was.</param>
public sealed record OrderAnswer(string? Problem);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AuditOrder))]
[JsonSerializable(typeof(OrderAnswer))]
internal sealed partial class OrderJson : JsonSerializerContext;
