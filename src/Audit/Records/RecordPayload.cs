using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace WireProxy.Audit.Records;

/// <summary>The payload of the rare records: UTF-8 JSON, absent fields omitted. A reader ignores names it does not know.</summary>
public static class RecordPayload
{
    public static byte[] Write(SessionOpened payload) => Write(payload, PayloadJson.Default.SessionOpened);

    public static byte[] Write(SessionIdentity payload) => Write(payload, PayloadJson.Default.SessionIdentity);

    public static byte[] Write(StatementVerdict payload) => Write(payload, PayloadJson.Default.StatementVerdict);

    public static byte[] Write(MasksApplied payload) => Write(payload, PayloadJson.Default.MasksApplied);

    public static byte[] Write(BytesRedacted payload) => Write(payload, PayloadJson.Default.BytesRedacted);

    public static byte[] Write(SessionEvent payload) => Write(payload, PayloadJson.Default.SessionEvent);

    public static byte[] Write(SessionEnded payload) => Write(payload, PayloadJson.Default.SessionEnded);

    /// <summary>Each reader gives null for bytes that are not its payload: a damaged record must not stop who lists the rest.</summary>
    public static SessionOpened? ReadOpened(ReadOnlySpan<byte> bytes) => Read(bytes, PayloadJson.Default.SessionOpened);

    public static SessionIdentity? ReadIdentity(ReadOnlySpan<byte> bytes) => Read(bytes, PayloadJson.Default.SessionIdentity);

    public static StatementVerdict? ReadVerdict(ReadOnlySpan<byte> bytes) => Read(bytes, PayloadJson.Default.StatementVerdict);

    public static MasksApplied? ReadMasks(ReadOnlySpan<byte> bytes) => Read(bytes, PayloadJson.Default.MasksApplied);

    public static BytesRedacted? ReadRedacted(ReadOnlySpan<byte> bytes) => Read(bytes, PayloadJson.Default.BytesRedacted);

    public static SessionEvent? ReadEvent(ReadOnlySpan<byte> bytes) => Read(bytes, PayloadJson.Default.SessionEvent);

    public static SessionEnded? ReadEnded(ReadOnlySpan<byte> bytes) => Read(bytes, PayloadJson.Default.SessionEnded);

    private static byte[] Write<T>(T payload, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(payload, type);

    private static T? Read<T>(ReadOnlySpan<byte> bytes, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SessionOpened))]
[JsonSerializable(typeof(SessionIdentity))]
[JsonSerializable(typeof(StatementVerdict))]
[JsonSerializable(typeof(MasksApplied))]
[JsonSerializable(typeof(BytesRedacted))]
[JsonSerializable(typeof(SessionEvent))]
[JsonSerializable(typeof(SessionEnded))]
internal sealed partial class PayloadJson : JsonSerializerContext;
