using WireProxy.Audit.Records;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Recording.Redaction;

namespace WireProxy.Sessions.MySql;

/// <summary>Records what the client is sent, without the secrets of logins, nor those of statements that an error repeats.</summary>
internal sealed class ReplyRecorder(MySqlSession session)
{
    private const byte ErrHeader = 0xFF;

    private readonly SecretPlaces _secrets = new();
    private int _continued;

    /// <param name="continued">Bytes of an earlier packet that are sent first.</param>
    public void Begin(int continued)
    {
        _continued = continued;
        _secrets.Clear();
    }

    /// <summary>A secret of a login, in what is sent.</summary>
    public void Zero(Range secret) => _secrets.Add(secret.Start.Value, secret.End.Value - secret.Start.Value, SecretPlaces.Nothing);

    public ValueTask RecordAsync(ReadOnlyMemory<byte> sent)
    {
        if (sent.IsEmpty)
            return ValueTask.CompletedTask;
        if (!session.Echoes.IsEmpty)
            FindEchoes(sent.Span);
        return session.Recorder.ToClientAsync(_secrets.Count == 0 ? sent : session.Recorder.Redact(RecordedSide.Server, sent, _secrets));
    }

    private void FindEchoes(ReadOnlySpan<byte> sent)
    {
        for (int at = _continued; sent.Length - at > PacketHeader.Size;)
        {
            int start = at + PacketHeader.Size;
            at = Math.Min(start + PacketHeader.Read(sent[at..]).PayloadLength, sent.Length);
            if (at > start && sent[start] == ErrHeader)
                session.Echoes.Find(sent[start..at], start, _secrets);
        }
    }
}
