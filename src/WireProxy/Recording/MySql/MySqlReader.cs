using WireProxy.Audit.Records;
using WireProxy.Recording.Indexing;
using WireProxy.Recording.Reading;

namespace WireProxy.Recording.MySql;

/// <summary>Reads a recorded MySQL or MariaDB session.</summary>
internal sealed class MySqlReader : IProtocolReader
{
    private readonly MySqlRequests _requests;
    private readonly MySqlReplies _replies;

    public MySqlReader(SessionSink sink, ReadingOptions options, StatementClassifier classifier)
    {
        var dialogue = new MySqlDialogue();
        _requests = new MySqlRequests(dialogue, sink, options, classifier);
        _replies = new MySqlReplies(dialogue, sink, options);
    }

    public void Read(in RecordHeader header, ReadOnlySpan<byte> bytes)
    {
        if (header.Kind == RecordKind.ClientBytes)
            _requests.Read(header, bytes);
        else
            _replies.Read(header, bytes);
    }
}
