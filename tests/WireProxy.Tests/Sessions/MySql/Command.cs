using System.Buffers.Binary;
using System.Text;
using WireProxy.Protocols.MySql.Commands;

namespace WireProxy.Tests.Sessions.MySql;

/// <summary>Commands of a client as bytes.</summary>
internal static class Command
{
    public static byte[] Ping => Of(CommandCode.Ping);

    public static byte[] Quit => Of(CommandCode.Quit);

    public static byte[] ResetConnection => Of(CommandCode.ResetConnection);

    public static byte[] Of(CommandCode code, params ReadOnlySpan<byte> rest) => Packets.Of(0, [(byte)code, .. rest]);

    public static byte[] Query(string text) => Of(CommandCode.Query, Encoding.UTF8.GetBytes(text));

    public static byte[] Prepare(string text) => Of(CommandCode.StmtPrepare, Encoding.UTF8.GetBytes(text));

    public static byte[] InitDb(string database) => Of(CommandCode.InitDb, Encoding.UTF8.GetBytes(database));

    public static byte[] Execute(uint statement) => Of(CommandCode.StmtExecute, [.. Number(statement), 0, 1, 0, 0, 0]);

    public static byte[] Fetch(uint statement) => Of(CommandCode.StmtFetch, [.. Number(statement), 10, 0, 0, 0]);

    public static byte[] Close(uint statement) => Of(CommandCode.StmtClose, Number(statement));

    public static byte[] LongData(uint statement, string data) =>
        Of(CommandCode.StmtSendLongData, [.. Number(statement), 0, 0, .. Encoding.UTF8.GetBytes(data)]);

    public static byte[] ProcessKill(uint thread) => Of(CommandCode.ProcessKill, Number(thread));

    public static byte[] ChangeUser(string user, string proof = "proof", string database = "shop", byte collation = 45) => Of(
        CommandCode.ChangeUser,
        [
            .. Encoding.UTF8.GetBytes(user), 0, (byte)proof.Length, .. Encoding.UTF8.GetBytes(proof), .. Encoding.UTF8.GetBytes(database), 0,
            collation, 0, .. "mysql_native_password\0"u8,
        ]);

    private static byte[] Number(uint value)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
