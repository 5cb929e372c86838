using System.Buffers;
using System.Text;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Sessions.Postgres;

/// <summary>
/// Messages that the server is sure to reject, sent in place of refused ones, so that the server itself produces the
/// error, the skip to Sync, the transaction abort and ReadyForQuery (protocols reference 1.C, "Blocking"). The server
/// logs their text, so it names the audit session and never the statement.
/// </summary>
internal sealed class Substitute(string sessionId)
{
    // 0x01 starts no SQL token: a syntax error in every state, also in an aborted transaction.
    private readonly byte[] _text = [1, .. Encoding.ASCII.GetBytes("refused by policy, audit session " + sessionId)];
    private readonly MessageWriter _writer = new();

    public void Query(IBufferWriter<byte> output) =>
        output.Write(_writer.Begin(FrontendMessageCode.Query).CString(_text).End());

    /// <summary>A refused Parse keeps its name: the server then drops the unnamed statement and leaves a name undefined.</summary>
    public void Parse(ReadOnlySpan<byte> statement, IBufferWriter<byte> output) =>
        output.Write(_writer.Begin(FrontendMessageCode.Parse).CString(statement).CString(_text).Int16(0).End());

    /// <summary>No function has OID 0.</summary>
    public void FunctionCall(IBufferWriter<byte> output) =>
        output.Write(_writer.Begin(FrontendMessageCode.FunctionCall).Int32(0).Int16(0).Int16(0).Int16(0).End());

    /// <summary>
    /// For a Query whose body is not exactly one string: as malformed as the original in the server's eyes, without its
    /// contents.
    /// </summary>
    public void MalformedQuery(IBufferWriter<byte> output) =>
        output.Write(_writer.Begin(FrontendMessageCode.Query).CString(""u8).Byte(0).End());

    public void MalformedParse(IBufferWriter<byte> output) =>
        output.Write(_writer.Begin(FrontendMessageCode.Parse).CString(""u8).CString(_text).Int16(0).Byte(0).End());
}
