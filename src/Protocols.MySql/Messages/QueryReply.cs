using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;

namespace WireProxy.Protocols.MySql.Messages;

/// <summary>Tells the first packets of the reply to COM_QUERY, COM_STMT_EXECUTE and their successors apart.</summary>
public static class QueryReply
{
    private const int OkMinSize = 7;

    /// <exception cref="MySqlProtocolException">The payload is empty.</exception>
    public static QueryReplyKind KindOf(ReadOnlySpan<byte> payload, CapabilityFlags capabilities)
    {
        if (payload.IsEmpty)
            throw new MySqlProtocolException("an empty packet in place of a reply");
        return payload[0] switch
        {
            // With OptionalResultsetMetadata a column count may begin with 0, too; it is shorter than any OK packet.
            OkPacket.OkHeader when payload.Length < OkMinSize
                && capabilities.Has(CapabilityFlags.OptionalResultsetMetadata) => QueryReplyKind.ResultSet,
            OkPacket.OkHeader => QueryReplyKind.Ok,
            ErrPacket.Header => ProgressReport.Matches(payload, capabilities) ? QueryReplyKind.Progress : QueryReplyKind.Err,
            PayloadReader.NullMarker => QueryReplyKind.LocalInfile,
            _ => QueryReplyKind.ResultSet,
        };
    }

    /// <summary>The name in a <see cref="QueryReplyKind.LocalInfile"/> reply. Nobody but the client may open such a file.</summary>
    public static ReadOnlySpan<byte> ReadFileName(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        reader.Expect(PayloadReader.NullMarker);
        return reader.ReadRest();
    }
}
