using System.Buffers;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Sessions.Postgres;

/// <summary>
/// Sends the catalog queries as a batch of their own. In the extended protocol and under own names, because a simple
/// Query would destroy the client's unnamed statement.
/// </summary>
internal sealed class CatalogRequest(PostgresConversation conversation, MessageWriter writer)
{
    private static ReadOnlySpan<byte> Name => "wireproxy_catalog"u8;

    public void Write(CatalogLoad load, IBufferWriter<byte> output)
    {
        for (int query = 0; query < load.QueryTexts.Length; query++)
        {
            // Also before the first query: an earlier reading may have failed half-way. Closing what is not there is no error.
            Close(DescribeTarget.Portal, output);
            Close(DescribeTarget.Statement, output);
            output.Write(writer.Begin(FrontendMessageCode.Parse).CString(Name).CString(load.QueryTexts[query]).Int16(0).End());
            Expect(ReplyKind.Parse);
            output.Write(writer.Begin(FrontendMessageCode.Bind).CString(Name).CString(Name).Int16(0).Int16(0).Int16(0).End());
            Expect(ReplyKind.Bind);
            output.Write(writer.Begin(FrontendMessageCode.Execute).CString(Name).Int32(0).End());
            Expect(ReplyKind.Execute, new CatalogRows(load, (CatalogQuery)query));
        }
        Close(DescribeTarget.Portal, output);
        Close(DescribeTarget.Statement, output);
        output.Write(writer.Begin(FrontendMessageCode.Sync).End());
        Expect(ReplyKind.Sync, load);
    }

    private void Close(byte target, IBufferWriter<byte> output)
    {
        output.Write(writer.Begin(FrontendMessageCode.Close).Byte(target).CString(Name).End());
        Expect(ReplyKind.Close);
    }

    private void Expect(ReplyKind kind, object? judgement = null) =>
        conversation.Expect(new PendingReply(kind, ReplyAudience.Proxy) { Judgement = judgement });
}

/// <summary>Where the rows of one catalog query go.</summary>
internal sealed record CatalogRows(CatalogLoad Load, CatalogQuery Query);
