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

    /// <param name="statement">The statement.</param>
    /// <param name="parameters">Null bitmap, types and values.</param>
    public static byte[] Execute(uint statement, params byte[] parameters) => Of(CommandCode.StmtExecute, [.. Number(statement), 0, 1, 0, 0, 0, .. parameters]);

    public static byte[] Reset(uint statement) => Of(CommandCode.StmtReset, Number(statement));

    public static byte[] Fetch(uint statement) => Of(CommandCode.StmtFetch, [.. Number(statement), 10, 0, 0, 0]);

    public static byte[] Close(uint statement) => Of(CommandCode.StmtClose, Number(statement));

    public static byte[] LongData(uint statement, string data, byte parameter = 0) =>
        Of(CommandCode.StmtSendLongData, [.. Number(statement), parameter, 0, .. Encoding.UTF8.GetBytes(data)]);

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
