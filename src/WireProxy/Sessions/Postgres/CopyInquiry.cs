using System.Buffers;
using System.Text;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sessions.Postgres;

/// <summary>
/// Asks the server which columns a COPY TO STDOUT is about to copy, which COPY itself does not say: a query for the same
/// columns is parsed and described right before it, in the same transaction. So its names mean what they mean to the
/// COPY, and what it locks stays as it is described. If it fails, that is the error of the COPY.
/// </summary>
internal sealed class CopyInquiry(PostgresConversation conversation)
{
    private readonly MessageWriter _writer = new();

    private static ReadOnlySpan<byte> Name => "wireproxy_copy"u8;

    /// <summary>Goes before the COPY.</summary>
    public void Write(CopyDescription description, IBufferWriter<byte> output)
    {
        // An earlier one may have failed half-way. Closing what is not there is no error.
        Close(DescribeTarget.Portal, description, output);
        Parse(TextOf(description.Judgement), description, output);
        output.Write(_writer.Begin(FrontendMessageCode.Describe).Byte(DescribeTarget.Statement).CString(Name).End());
        Expect(ReplyKind.DescribeStatement, description);
        if (description.Judgement.Copy is { Relation: { } relation, Columns: null })
            WriteGenerated(relation, description, output);
        Close(DescribeTarget.Statement, description, output);
    }

    /// <summary>Goes behind a COPY that is a simple Query: after an error the server skips it, and answers this instead.</summary>
    public void WriteEnd(CopyDescription description, IBufferWriter<byte> output)
    {
        output.Write(_writer.Begin(FrontendMessageCode.Sync).End());
        Expect(ReplyKind.Sync, description);
    }

    /// <summary>A query stays where it is in the text, so that an error in it has the position that the client expects.</summary>
    private static byte[] TextOf(StatementJudgement judgement)
    {
        ReadOnlySpan<byte> text = judgement.Text.Span;
        CopyToClient copy = judgement.Copy!;
        if (copy.SourceKind == CopySource.Query)
            return [.. Blank(text[..copy.Source.Start.Value]), .. text[copy.Source]];
        ReadOnlySpan<byte> columns = copy.Columns is { } list ? text[list] : "*"u8;
        // On lines of their own: a list can end in a comment.
        return [.. "SELECT "u8, .. columns, .. "\nFROM ONLY "u8, .. text[copy.Source]];
    }

    private static byte[] Blank(ReadOnlySpan<byte> text)
    {
        int characters = Encoding.UTF8.GetCharCount(text);
        return [.. Enumerable.Repeat((byte)' ', characters)];
    }

    /// <summary>A query for all columns has the generated ones, and COPY does not.</summary>
    private void WriteGenerated(SqlName relation, CopyDescription description, IBufferWriter<byte> output)
    {
        string name = relation.Schema is { } schema ? $"{Quoted(schema)}.{Quoted(relation.Name)}" : Quoted(relation.Name);
        Parse(Encoding.ASCII.GetBytes(
            $"""
            SELECT a.attrelid, a.attnum FROM pg_catalog.pg_attribute a
            WHERE a.attrelid OPERATOR(pg_catalog.=) {CatalogQueries.Literal(name)}::pg_catalog.regclass::pg_catalog.oid
              AND a.attgenerated OPERATOR(pg_catalog.<>) '' AND NOT a.attisdropped
            """), description, output);
        output.Write(_writer.Begin(FrontendMessageCode.Bind).CString(Name).CString(Name).Int16(0).Int16(0).Int16(0).End());
        Expect(ReplyKind.Bind, description);
        output.Write(_writer.Begin(FrontendMessageCode.Execute).CString(Name).Int32(0).End());
        Expect(ReplyKind.Execute, description);
        Close(DescribeTarget.Portal, description, output);
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private void Parse(byte[] text, CopyDescription description, IBufferWriter<byte> output)
    {
        Close(DescribeTarget.Statement, description, output);
        output.Write(_writer.Begin(FrontendMessageCode.Parse).CString(Name).CString(text).Int16(0).End());
        Expect(ReplyKind.Parse, description);
    }

    private void Close(byte target, CopyDescription description, IBufferWriter<byte> output)
    {
        output.Write(_writer.Begin(FrontendMessageCode.Close).Byte(target).CString(Name).End());
        Expect(ReplyKind.Close, description);
    }

    private void Expect(ReplyKind kind, CopyDescription description) =>
        conversation.Expect(new PendingReply(kind, ReplyAudience.Proxy) { Judgement = description });
}
