using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Messages;

/// <summary>The end of definitions or rows where DeprecateEof was not negotiated.</summary>
/// <param name="Warnings">How many the statement raised.</param>
/// <param name="Status">The state of the session.</param>
public readonly record struct EofPacket(ushort Warnings, ServerStatus Status)
{
    public const byte Header = 0xFE;

    public const int Size = 5;

    /// <exception cref="MySqlProtocolException">The payload is not exactly one EOF packet.</exception>
    public static EofPacket Read(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        reader.Expect(Header);
        ushort warnings = reader.ReadUInt16();
        var status = (ServerStatus)reader.ReadUInt16();
        reader.End();
        return new EofPacket(warnings, status);
    }

    /// <summary>The payload; valid until the writer's next one.</summary>
    public ReadOnlySpan<byte> Write(PayloadWriter writer) =>
        writer.Begin().Byte(Header).UInt16(Warnings).UInt16((ushort)Status).End();
}
