using System.Text;

namespace WireProxy.Integration.Wire.MySql;

/// <summary>Server payloads, for scripted servers.</summary>
internal static class ServerPackets
{
    private const int Autocommit = 2;

    /// <summary>What the scripted servers offer, unless a test says otherwise.</summary>
    public const Capabilities Offered = Capabilities.Usual | Capabilities.DeprecateEof | Capabilities.ConnectAttributes
        | Capabilities.SessionTrack | Capabilities.LocalFiles;

    public static byte[] Greeting(Capabilities capabilities = Offered, string version = "8.4.0-fake", string plugin = "mysql_native_password")
    {
        var offered = (ulong)capabilities;
        return new PacketBuffer().Byte(10).Text(version).Int32(4242).Raw("abcdefgh"u8).Byte(0).Int16((int)(offered & 0xFFFF)).Byte(45)
            .Int16(Autocommit).Int16((int)((offered >> 16) & 0xFFFF)).Byte(21).Zeros(6).Int32((long)(offered >> 32))
            .Raw("ijklmnopqrst"u8).Byte(0).Text(plugin).ToArray();
    }

    public static byte[] Ok(int status = Autocommit, ulong affected = 0) => new PacketBuffer().Byte(0).LenEnc(affected).LenEnc(0).Int16(status).Int16(0).ToArray();

    public static byte[] Error(int code, string state, string message) => new PacketBuffer().Byte(0xFF).Int16(code).Rest('#' + state + message).ToArray();

    /// <summary>EOF as it was, or the OK that took its place.</summary>
    public static byte[] Terminator(Capabilities capabilities, int status = Autocommit) => capabilities.HasFlag(Capabilities.DeprecateEof)
        ? new PacketBuffer().Byte(0xFE).LenEnc(0).LenEnc(0).Int16(status).Int16(0).ToArray()
        : new PacketBuffer().Byte(0xFE).Int16(0).Int16(status).ToArray();

    /// <summary>A text column of this origin.</summary>
    public static byte[] Column(string name, string table = "", string schema = "") => new PacketBuffer()
        .LenText("def").LenText(schema).LenText(table).LenText(table).LenText(name).LenText(table.Length > 0 ? name : "")
        .LenEnc(0x0C).Int16(45).Int32(1024).Byte(253).Int16(0).Byte(31).Int16(0).ToArray();

    public static byte[] Row(params string?[] values)
    {
        var row = new PacketBuffer();
        foreach (string? value in values)
            _ = value is null ? row.Byte(0xFB) : row.LenBytes(Encoding.UTF8.GetBytes(value));
        return row.ToArray();
    }

    /// <summary>The payloads of a result of text columns.</summary>
    public static byte[][] Result(Capabilities capabilities, string[] columns, params string?[][] rows)
    {
        byte[][] between = capabilities.HasFlag(Capabilities.DeprecateEof) ? [] : [Terminator(capabilities)];
        return [new PacketBuffer().LenEnc((ulong)columns.Length).ToArray(), .. columns.Select(name => Column(name)), .. between,
            .. rows.Select(row => Row(row)), Terminator(capabilities)];
    }

    /// <summary>Payloads as packets that count on from the request's.</summary>
    public static byte[] Packets(int sequence, params byte[][] payloads)
    {
        var packets = new List<byte[]>();
        foreach (byte[] payload in payloads)
        {
            packets.Add(PacketBuffer.Frame(payload, sequence));
            sequence += 1 + (payload.Length / 0xFFFFFF);
        }
        return Bytes.Join(packets);
    }
}
