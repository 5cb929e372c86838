using System.Text.Json;
using System.Text.Json.Serialization;

namespace WireProxy.Audit.Ledger;

/// <summary>A signed head as a witness gets it: one line of JSON. Position and time are for people; the head has them, too.</summary>
public sealed record WitnessLine(string Ledger, long Position, DateTimeOffset At, string Head)
{
    public static WitnessLine Of(SignedHead head) => new(
        head.Ledger.ToString(),
        head.Position,
        DateTimeOffset.UnixEpoch.AddMicroseconds(head.UnixMicroseconds),
        Convert.ToBase64String(head.ToBytes()));

    public string ToJson() => JsonSerializer.Serialize(this, WitnessJson.Default.WitnessLine);

    /// <summary>The head of a line; null when it is none.</summary>
    public static SignedHead? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, WitnessJson.Default.WitnessLine) is { } witnessed
                ? SignedHead.Read(Convert.FromBase64String(witnessed.Head))
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WitnessLine))]
internal sealed partial class WitnessJson : JsonSerializerContext;
