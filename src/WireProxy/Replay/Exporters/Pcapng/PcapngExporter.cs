using System.Net;
using System.Net.Sockets;
using WireProxy.Audit.Records;

namespace WireProxy.Replay.Exporters.Pcapng;

/// <summary>A capture file in which the two byte streams are a TCP connection: Wireshark dissects it by the server's port.</summary>
internal sealed class PcapngExporter : ISessionExporter
{
    // Addresses for documentation (RFC 5737, RFC 3849): the recording does not say where the proxy listened.
    private static readonly IPAddress Server4 = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Server6 = IPAddress.Parse("2001:db8::1");
    private static readonly IPEndPoint UnknownClient = new(IPAddress.Parse("192.0.2.2"), 40000);

    public async Task ExportAsync(RecordedSession session, IExportTarget target, CancellationToken cancellationToken)
    {
        IWireFilter filter = WireFilters.Find(session.Entry.Protocol)
            ?? throw new ExportException($"sessions of protocol '{session.Entry.Protocol}' can not be written as a capture");
        var writer = new ExportWriter("pcapng");
        var capture = new PcapngWriter(writer.Bytes);
        TcpConversation tcp = Conversation(session, capture, filter.Port);
        string comment = $"session {session.Id}";
        capture.Begin("wireproxy", $"{comment}, user {session.Entry.User}, database {session.Entry.Database}, endpoint {session.Entry.Endpoint}");
        ulong start = Nanoseconds(session.Entry.StartedAt), last = start;
        tcp.Open(start, comment);
        await foreach (StoredRecord record in session.RecordsAsync(cancellationToken))
        {
            // By the clock that never steps, from the wall clock's start.
            last = start + (ulong)Math.Max(record.Header.MonotonicNanoseconds, 0);
            if (record.Kind == RecordKind.ClientBytes)
                tcp.FromClient(last, filter.FromClient(record.Bytes).Span);
            else if (record.Kind == RecordKind.ServerBytes)
                tcp.FromServer(last, filter.FromServer(record.Bytes).Span);
            await writer.MoveToAsync(target, cancellationToken);
        }
        tcp.Close(last);
        await writer.MoveToAsync(target, cancellationToken);
    }

    private static TcpConversation Conversation(RecordedSession session, PcapngWriter capture, ushort port)
    {
        IPEndPoint client = IPEndPoint.TryParse(session.Entry.Client, out IPEndPoint? known) ? known : UnknownClient;
        IPAddress address = client.Address.IsIPv4MappedToIPv6 ? client.Address.MapToIPv4() : client.Address;
        IPAddress server = address.AddressFamily == AddressFamily.InterNetwork ? Server4 : Server6;
        return new TcpConversation(capture, new TcpEndpoint(address, (ushort)client.Port), new TcpEndpoint(server, port));
    }

    private static ulong Nanoseconds(DateTimeOffset at) => (ulong)(at - DateTimeOffset.UnixEpoch).Ticks * 100;
}
