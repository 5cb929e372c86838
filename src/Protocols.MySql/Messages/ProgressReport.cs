using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;

namespace WireProxy.Protocols.MySql.Messages;

/// <summary>
/// MariaDB's report on a long statement: looks like an ERR packet and is none. Any number of them come before the reply
/// (protocols reference 2.A).
/// </summary>
public readonly ref struct ProgressReport
{
    /// <summary>In place of an error code.</summary>
    public const ushort Code = 0xFFFF;

    private ProgressReport(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        reader.Expect(ErrPacket.Header);
        if (reader.ReadUInt16() != Code)
            throw new MySqlProtocolException("an error is no progress report");
        reader.ReadByte(); // how many strings follow: one
        Stage = reader.ReadByte();
        MaxStage = reader.ReadByte();
        Progress = reader.ReadUInt24();
        Text = reader.ReadLengthEncodedString();
        reader.End();
    }

    public byte Stage { get; }

    public byte MaxStage { get; }

    /// <summary>Thousandths of a percent.</summary>
    public int Progress { get; }

    /// <summary>What the server is doing.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>Whether a reply of the server is one; to be asked before <see cref="ErrPacket"/> is read.</summary>
    public static bool Matches(ReadOnlySpan<byte> payload, CapabilityFlags capabilities) =>
        payload is [ErrPacket.Header, 0xFF, 0xFF, ..] && capabilities.Has(CapabilityFlags.MariaDbProgress);

    /// <exception cref="MySqlProtocolException">The payload is not exactly one report.</exception>
    public static ProgressReport Read(ReadOnlySpan<byte> payload) => new(payload);
}
