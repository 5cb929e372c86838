using WireProxy.Audit.Records;
using WireProxy.Cli;

namespace WireProxy.Replay.Terminal;

/// <summary>Puts the records that are not bytes into words.</summary>
internal static class EventText
{
    /// <summary>Null for a record that tells a person nothing.</summary>
    public static string? Of(StoredRecord record)
    {
        ReadOnlySpan<byte> payload = record.Bytes.Span;
        return record.Kind switch
        {
            RecordKind.SessionOpened when RecordPayload.ReadOpened(payload) is { } opened =>
                $"session {record.Header.Session} opened by {opened.Client} on {opened.Endpoint} ({opened.Protocol})",
            RecordKind.Identity when RecordPayload.ReadIdentity(payload) is { } identity =>
                $"user {identity.User}, database {identity.Database}, application {identity.Application}",
            RecordKind.Verdict when RecordPayload.ReadVerdict(payload) is { } verdict =>
                $"{SessionsWords.Of(verdict.Outcome)} by policy {verdict.Policy}: {verdict.Message}",
            RecordKind.MasksApplied when RecordPayload.ReadMasks(payload) is { } masks => $"masked: {string.Join(", ", masks.Columns)}",
            RecordKind.Event when RecordPayload.ReadEvent(payload) is { } noted =>
                noted.Detail is null ? noted.Name : $"{noted.Name}: {noted.Detail}",
            RecordKind.SessionEnded when RecordPayload.ReadEnded(payload) is { } ended => $"session ended: {ended.Reason}",
            _ => null,
        };
    }
}
