using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Sessions.Postgres.Login;

/// <summary>
/// SASL as it passes between a client and a server that do not share a TLS channel. SCRAM-SHA-256-PLUS binds the login
/// to the channel, so a proxy that ends TLS can not pass it on: it is taken off the list.
/// </summary>
internal static class SaslMechanisms
{
    private static ReadOnlySpan<byte> ChannelBound => "SCRAM-SHA-256-PLUS"u8;

    /// <summary>AuthenticationSASL <c>Int32 10, (name NUL)*, NUL</c> without the mechanisms that need channel binding.</summary>
    public static byte[] WithoutChannelBinding(ReadOnlySpan<byte> body, MessageWriter writer)
    {
        var reader = new PayloadReader(body);
        writer.Begin(BackendMessageCode.Authentication).Int32(reader.ReadInt32());
        while (reader.Remaining > 1)
        {
            ReadOnlySpan<byte> mechanism = reader.ReadCString();
            if (!mechanism.SequenceEqual(ChannelBound))
                writer.CString(mechanism);
        }
        return writer.Byte(0).End().ToArray();
    }

    /// <summary>
    /// Whether a SASLInitialResponse <c>mechanism NUL, Int32 length, data</c> says that its sender could bind but believes
    /// that the server can not (GS2 flag <c>y</c>).
    /// </summary>
    public static bool BelievesServerCannotBind(ReadOnlySpan<byte> body)
    {
        var reader = new PayloadReader(body);
        reader.ReadCString();
        ReadOnlySpan<byte> data = reader.ReadValue(out bool isNull);
        return !isNull && data.Length > 0 && data[0] == (byte)'y';
    }
}
