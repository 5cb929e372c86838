using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Protocols.Postgres;
using WireProxy.Protocols.Postgres.Conversation;

namespace WireProxy.Recording.Postgres;

/// <summary>
/// Reads a recorded PostgreSQL session into statements. Where the bytes stop making sense it stops reading them: what was
/// understood until then stays listed.
/// </summary>
internal sealed class PostgresSessionIndexer : ISessionIndexer
{
    private const int PipelineLimit = 1 << 16;

    private readonly StatementJournal _journal = new();
    private readonly PostgresRequests _requests;
    private readonly PostgresReplies _replies;
    private Sense _sense;

    public PostgresSessionIndexer(StatementClassifier classifier)
    {
        var conversation = new PostgresConversation(PipelineLimit);
        _requests = new PostgresRequests(conversation, _journal, classifier);
        _replies = new PostgresReplies(conversation, _journal, _requests);
    }

    public void Read(in AuditRecord record, SessionIndex index)
    {
        switch (record.Kind)
        {
            case RecordKind.Verdict when RecordPayload.ReadVerdict(record.Bytes) is { } verdict:
                _journal.Add(verdict);
                break;
            case RecordKind.MasksApplied when RecordPayload.ReadMasks(record.Bytes) is { } masks:
                _journal.Add(masks);
                break;
            case RecordKind.ClientBytes or RecordKind.ServerBytes when _sense == Sense.Made:
                ReadBytes(record, index);
                break;
            case RecordKind.SessionEnded:
                _journal.End(record.Header.At, index);
                break;
        }
    }

    private void ReadBytes(in AuditRecord record, SessionIndex index)
    {
        try
        {
            if (record.Kind == RecordKind.ClientBytes)
                _requests.Read(record, index);
            else
                _replies.Read(record, index);
        }
        catch (PostgresProtocolException)
        {
            _sense = Sense.Lost;
        }
    }

    private enum Sense : byte
    {
        Made,
        Lost,
    }
}
