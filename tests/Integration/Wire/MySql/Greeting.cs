namespace WireProxy.Integration.Wire.MySql;

/// <summary>The server's first packet.</summary>
internal sealed record Greeting(string Version, long ThreadId, byte[] Scramble, Capabilities Capabilities, int Charset, int Status, string Plugin)
{
    public bool IsMariaDb => Version.Contains("MariaDB", StringComparison.Ordinal);

    public static Greeting From(byte[] payload)
    {
        var cursor = new PayloadCursor(payload);
        Assert.Equal(10, cursor.Byte());
        string version = cursor.Text();
        long thread = cursor.Int32();
        byte[] scramble = cursor.Take(8).ToArray();
        Assert.Equal(0, cursor.Byte());
        ulong capabilities = cursor.Int(2);
        int charset = cursor.Byte(), status = cursor.Int16();
        capabilities |= cursor.Int(2) << 16;
        int scrambleLength = cursor.Byte();
        cursor.Take(6);
        ulong extended = cursor.Int(4);
        // Only where the first bit is clear do the last four reserved bytes mean anything.
        if ((capabilities & 1) == 0)
            capabilities |= extended << 32;
        scramble = [.. scramble, .. cursor.Take(Math.Max(13, scrambleLength - 8))[..12]];
        string plugin = (capabilities & (ulong)Capabilities.PluginAuth) != 0 ? cursor.Text() : "mysql_native_password";
        Assert.True(cursor.AtEnd, "bytes behind the greeting");
        return new Greeting(version, thread, scramble, (Capabilities)capabilities, charset, status, plugin);
    }
}
