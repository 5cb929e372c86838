namespace WireProxy.Integration.Wire.MySql;

/// <summary>The client's packets of the connection phase.</summary>
internal static class LoginPackets
{
    private const int MaxPacket = 1 << 30;

    /// <summary>The first 32 bytes of the response: asks for TLS.</summary>
    public static byte[] SslRequest(Capabilities capabilities, int charset = 45) =>
        Head(capabilities | Capabilities.Ssl, charset).ToArray();

    public static byte[] Response(Capabilities capabilities, LoginOptions options, byte[] answer, string plugin)
    {
        PacketBuffer body = Head(capabilities, options.Charset).Text(options.User);
        if (capabilities.HasFlag(Capabilities.PluginAuthLenEnc))
            body.LenBytes(answer);
        else
            body.Byte(answer.Length).Raw(answer);
        if (capabilities.HasFlag(Capabilities.ConnectWithDatabase))
            body.Text(options.Database ?? "");
        if (capabilities.HasFlag(Capabilities.PluginAuth))
            body.Text(plugin);
        if (capabilities.HasFlag(Capabilities.ConnectAttributes))
            body.LenBytes(Attributes(options.Attributes));
        return body.ToArray();
    }

    public static byte[] Attributes((string Name, string Value)[] attributes)
    {
        var pairs = new PacketBuffer();
        foreach ((string name, string value) in attributes)
            pairs.LenText(name).LenText(value);
        return pairs.ToArray();
    }

    // MariaDB's capabilities are the last four of 23 bytes that must be zero, and are read only where the first bit is clear.
    private static PacketBuffer Head(Capabilities capabilities, int charset) =>
        new PacketBuffer().Int32((uint)capabilities).Int32(MaxPacket).Byte(charset).Zeros(19).Int32((long)((ulong)capabilities >> 32));
}
