namespace WireProxy.Protocols.MySql.Tests.Framing;

/// <summary>A reader that takes a payload wholly or not at all.</summary>
internal static class Strictness
{
    public static void RefusesEveryTruncation(byte[] golden, Action<byte[]> read)
    {
        read(golden);
        for (int length = 0; length < golden.Length; length++)
            Assert.Throws<MySqlProtocolException>(() => read(golden[..length]));
    }

    public static void RefusesAnythingElse(byte[] golden, Action<byte[]> read)
    {
        RefusesEveryTruncation(golden, read);
        Assert.Throws<MySqlProtocolException>(() => read([.. golden, 0]));
        Assert.Throws<MySqlProtocolException>(() => read([.. golden, .. golden]));
    }
}
