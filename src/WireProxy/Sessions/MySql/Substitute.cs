using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Sessions.MySql;

/// <summary>
/// Commands that do nothing, sent in place of refused ones: the server's answer comes in its turn, behind those to earlier
/// commands, and is swapped. The server may log their text, so it names the audit session and never the statement.
/// </summary>
internal sealed class Substitute(string sessionId)
{
    private static readonly byte[] PingPacket = [1, 0, 0, 0, (byte)CommandCode.Ping];

    // Nothing begins with a closing parenthesis, in any mode of any server.
    private readonly byte[] _prepare = [(byte)CommandCode.StmtPrepare, .. Encoding.ASCII.GetBytes(") refused by policy, audit session " + sessionId)];

    public static void Ping(IBufferWriter<byte> output) => output.Write(PingPacket);

    /// <summary>Drops what COM_STMT_SEND_LONG_DATA left with the server, and closes the cursor, as running the statement would.</summary>
    public static void Reset(uint statement, IBufferWriter<byte> output)
    {
        Span<byte> command = stackalloc byte[1 + sizeof(uint)];
        command[0] = (byte)CommandCode.StmtReset;
        BinaryPrimitives.WriteUInt32LittleEndian(command[1..], statement);
        PacketWriter.Write(command, sequence: 0, output);
    }

    /// <summary>The server must fail to prepare, so that the statement prepared last is none (protocols reference 2.C).</summary>
    public void Prepare(IBufferWriter<byte> output) => PacketWriter.Write(_prepare.AsSpan(), sequence: 0, output);

    /// <summary>The end of a file that the client was not asked for.</summary>
    public static void EmptyFile(byte sequence, IBufferWriter<byte> output) => PacketWriter.Write(ReadOnlySpan<byte>.Empty, sequence, output);
}
