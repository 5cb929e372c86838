using System.Text.Json.Serialization;

namespace WireProxy.Audit.Ledger;

/// <summary>Begins a day. Carries what must be known without the days before, which retention may have taken.</summary>
/// <param name="Ledger">The ledger's id.</param>
/// <param name="Day">The UTC day, <c>2026-03-01</c>.</param>
/// <param name="Previous">Link of the frame before; zeros in the first of all.</param>
/// <param name="Held">Sessions under legal hold.</param>
/// <param name="Erased">What retention has taken.</param>
public sealed record DayOpened(
    string Ledger, string Day, string Previous, IReadOnlyList<string> Held, IReadOnlyList<DaysErased> Erased);

/// <summary>The program that writes from here on. The catalog of the day is open again.</summary>
public sealed record WriterStarted(string Program, string Version);

/// <summary>The file of a day's catalog has this SHA-256 until a writer opens it again.</summary>
public sealed record CatalogClosed(string Day, string Sha256);

/// <summary>Frames that retention took: all of some days, or of one day all sessions but those that were held.</summary>
/// <param name="FirstDay">First day.</param>
/// <param name="LastDay">Last day.</param>
/// <param name="First">Position of the first frame.</param>
/// <param name="Last">Position of the last frame.</param>
/// <param name="Before">Link of the frame before the first.</param>
/// <param name="Link">Link of the last frame.</param>
/// <param name="Kept">Held sessions; when there are any, the frames stand and only the other sessions' payloads are zeroed.</param>
/// <param name="Reason">Age, size.</param>
public sealed record DaysErased(
    string FirstDay, string LastDay, long First, long Last, string Before, string Link, IReadOnlyList<string> Kept, string Reason);

/// <summary>A session that was shredded, held or released, by whom and why.</summary>
/// <param name="Session">Its id.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="Reason">Why, in that person's words.</param>
/// <param name="Days">Where it was shredded: the catalogs of these days change.</param>
public sealed record SessionMarked(string Session, string? By = null, string? Reason = null, IReadOnlyList<string>? Days = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DayOpened))]
[JsonSerializable(typeof(WriterStarted))]
[JsonSerializable(typeof(CatalogClosed))]
[JsonSerializable(typeof(DaysErased))]
[JsonSerializable(typeof(SessionMarked))]
internal sealed partial class LedgerJson : JsonSerializerContext;
