using System.Text.Json.Serialization;

namespace WireProxy.Audit.Records;

/// <summary>The decision about one statement.</summary>
public enum VerdictOutcome : byte
{
    [JsonStringEnumMemberName("allow")]
    Allow = 0,
    [JsonStringEnumMemberName("deny")]
    Deny = 1,
    [JsonStringEnumMemberName("approve")]
    Approve = 2,
}

/// <summary>The two byte streams of a session.</summary>
public enum RecordedSide : byte
{
    [JsonStringEnumMemberName("client")]
    Client = 0,
    [JsonStringEnumMemberName("server")]
    Server = 1,
}

/// <summary>Where a session came in.</summary>
public sealed record SessionOpened(string Endpoint, string Protocol, string Client);

/// <summary>Who the caller is and what it asked for, once known. Null means not said.</summary>
public sealed record SessionIdentity(string? User = null, string? Database = null, string? Application = null);

/// <summary>A decision about the statement whose frame starts at <paramref name="Offset"/> of the client's byte stream.</summary>
/// <param name="Offset">Bytes the client had sent before that frame, from the first byte of the connection.</param>
/// <param name="Outcome">Allow or deny.</param>
/// <param name="Policy">The policy that decided.</param>
/// <param name="Rule">Its rule, counted from 1; null when no single rule decided.</param>
/// <param name="Message">What the client was told.</param>
public sealed record StatementVerdict(
    long Offset, VerdictOutcome Outcome, string? Policy = null, int? Rule = null, string? Message = null);

/// <summary>Columns masked in the result of the message that starts at <paramref name="Offset"/> of the client's byte stream.</summary>
public sealed record MasksApplied(long Offset, IReadOnlyList<string> Columns);

/// <summary>A secret that was zeroed at equal length before it was recorded.</summary>
public sealed record BytesRedacted(RecordedSide Side, long Offset, long Length);

/// <summary>Something the proxy did or saw that is not in the byte streams.</summary>
public sealed record SessionEvent(string Name, string? Detail = null);

/// <summary>Why a session ended.</summary>
public sealed record SessionEnded(string Reason);
