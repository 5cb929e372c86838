using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Hostile.MySql;

/// <summary>A server that finds nothing wrong with any command, and refuses to be sent those that no session may send.</summary>
internal static class ObligingServer
{
    private static readonly int[] NeverPassed = [0x00, 0x05, 0x06, 0x07, 0x08, 0x0A, 0x0B, 0x0D, 0x12, 0x13, 0x15, 0x1E, 0x20, 0x21];

    private static long s_commands;

    /// <summary>Commands received by all servers of this kind.</summary>
    public static long CommandsReceived => Interlocked.Read(ref s_commands);

    public static async Task ServeAsync(FakeMySqlConnection connection)
    {
        await connection.AcceptLoginAsync();
        while (true)
        {
            WirePacket request = await connection.ReadPacketAsync();
            Interlocked.Increment(ref s_commands);
            Assert.Equal(0, request.Sequence);
            Assert.DoesNotContain(request.First, NeverPassed);
            Assert.InRange(request.First, 0x01, 0xFA);
            if (request.First == 0x01)
                return;
            if (Answer(request, connection.Capabilities) is { Length: > 0 } answer)
                await connection.AnswerAsync(request, answer);
            // Its next packet answers a request for authentication.
            if (request.First == 0x11)
                await connection.AnswerAsync(await connection.ReadPacketAsync(), ServerPackets.Ok());
        }
    }

    /// <summary>The proxy's own question how the session's texts are to be read: whoever judges statements has to know.</summary>
    public static bool IsOfProxy(WirePacket request) => request.First == 3 && request.Payload.AsSpan().IndexOf("sql_mode"u8) >= 0;

    /// <summary>The payloads of a correct answer to any command.</summary>
    public static byte[][] Answer(WirePacket request, Capabilities capabilities) => request.First switch
    {
        0x03 when IsOfProxy(request) =>
            ServerPackets.Result(capabilities, ["mode", "charset", "case", "database"], ["STRICT_TRANS_TABLES", "utf8mb4", "0", "shop"]),
        0x03 => ServerPackets.Result(capabilities, ["a"], ["1"]),
        0x04 => [ServerPackets.Column("a"), ServerPackets.Terminator(capabilities)],
        0x09 => ["Uptime: 1"u8.ToArray()],
        0x11 => [new PacketBuffer().Byte(0xFE).Text("mysql_native_password").Raw("abcdefghijklmnopqrst"u8).Byte(0).ToArray()],
        0x16 => [new PacketBuffer().Byte(0).Int32(1).Int16(0).Int16(0).Byte(0).Int16(0).ToArray()],
        0x17 or 0xFA => [ServerPackets.Ok()],
        0x18 or 0x19 => [],
        0x1B or 0x1C => [ServerPackets.Terminator(capabilities)],
        _ => [ServerPackets.Ok()],
    };
}
