using WireProxy.Audit.Records;
using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Recording.Indexing;
using WireProxy.Recording.Reading;

namespace WireProxy.Recording.Postgres;

/// <summary>Reads a recorded PostgreSQL session.</summary>
internal sealed class PostgresReader : IProtocolReader
{
    private const int PipelineLimit = 1 << 16;

    private readonly PostgresRequests _requests;
    private readonly PostgresReplies _replies;

    public PostgresReader(SessionSink sink, ReadingOptions options, StatementClassifier classifier)
    {
        var conversation = new PostgresConversation(PipelineLimit);
        _requests = new PostgresRequests(conversation, sink, options, classifier);
        _replies = new PostgresReplies(conversation, sink, options, _requests);
    }

    public void Read(in RecordHeader header, ReadOnlySpan<byte> bytes)
    {
        if (header.Kind == RecordKind.ClientBytes)
            _requests.Read(header, bytes);
        else
            _replies.Read(header, bytes);
    }
}
