using System.Text;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Tests.Sessions.MySql;

/// <summary>A server's packets as bytes, with EOF packets and without session tracking.</summary>
internal static class Answer
{
    public const CapabilityFlags Capabilities = CapabilityFlags.Protocol41 | CapabilityFlags.SecureConnection
        | CapabilityFlags.PluginAuth | CapabilityFlags.MultiStatements | CapabilityFlags.MultiResults;

    public static byte[] Ok(byte sequence = 1, ServerStatus status = ServerStatus.Autocommit) =>
        Packets.Of(sequence, new OkPacket { Status = status }.Write(new PayloadWriter(), Capabilities));

    public static byte[] Err(byte sequence = 1, ushort code = 1064, string message = "no") =>
        Packets.Of(sequence, ErrPacket.Write(new PayloadWriter(), code, "42000", message));

    public static byte[] Eof(byte sequence, ServerStatus status = ServerStatus.Autocommit) =>
        Packets.Of(sequence, new EofPacket(0, status).Write(new PayloadWriter()));

    public static byte[] Columns(byte sequence, byte count) => Packets.Of(sequence, [count]);

    public static byte[] Column(byte sequence, string name) => Packets.Of(
        sequence, new ColumnDefinition { Name = Encoding.UTF8.GetBytes(name) }.Write(new PayloadWriter(), Capabilities));

    public static byte[] Row(byte sequence, params string?[] values) => Packets.Of(sequence, RowPayload(values));

    public static byte[] RowPayload(params string?[] values)
    {
        PayloadWriter writer = new PayloadWriter().Begin();
        foreach (string? value in values)
        {
            if (value is null)
                writer.Byte(PayloadReader.NullMarker);
            else
                writer.LengthEncodedString(Encoding.UTF8.GetBytes(value));
        }
        return writer.End().ToArray();
    }

    /// <summary>A whole result of one column, from sequence id 1 on.</summary>
    public static byte[] Result(string column, params string?[] rows) => Packets.Join(
        [
            Columns(1, 1), Column(2, column), Eof(3), .. rows.Select((row, at) => Row((byte)(4 + at), row)), Eof((byte)(4 + rows.Length)),
        ]);

    public static byte[] PrepareOk(uint id, byte columns = 0, byte parameters = 0) =>
        Packets.Of(1, [0, (byte)id, (byte)(id >> 8), 0, 0, columns, 0, parameters, 0, 0, 0, 0]);

    public static byte[] AskForFile(byte sequence = 1) => Packets.Of(sequence, [0xFB, .. "f.csv"u8]);

    /// <summary>The answer to the proxy's question about the session's settings.</summary>
    public static byte[] Settings(string mode = "", string characterSet = "utf8mb4", string nameCase = "0", string? database = "shop") => Packets.Join(
        Columns(1, 4), Column(2, "a"), Column(3, "b"), Column(4, "c"), Column(5, "d"), Eof(6), Row(7, mode, characterSet, nameCase, database), Eof(8));
}
