using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Protocols.MySql.Login;

/// <summary>
/// The server's greeting (protocols reference 2.B). A changed copy is made by <c>with</c> and <see cref="Write"/>; the
/// thread id and both parts of the scramble stay unless set.
/// </summary>
public readonly ref struct HandshakeV10
{
    /// <summary>Bytes of the scramble, which every known method uses.</summary>
    public const int ScrambleSize = 20;

    private const byte Version = 10;
    private const int Part1Size = 8;
    private const int Part2MinSize = 13;
    private const int ReservedSize = 6;

    public HandshakeV10()
    {
    }

    public ReadOnlySpan<byte> ServerVersion { get; init; }

    public uint ThreadId { get; init; }

    /// <summary>The first 8 bytes of the authentication data.</summary>
    public ReadOnlySpan<byte> ScramblePart1 { get; init; }

    /// <summary>The rest of it: 12 bytes of scramble and a NUL, as a rule.</summary>
    public ReadOnlySpan<byte> ScramblePart2 { get; init; }

    /// <summary>Where the two parts are in the payload that was read, so that a recorder can zero them.</summary>
    public (Range Part1, Range Part2) ScrambleAt { get; private init; }

    public CapabilityFlags Capabilities { get; init; }

    /// <summary>The low byte of the server's default collation.</summary>
    public byte CharacterSet { get; init; }

    public ServerStatus Status { get; init; }

    public ReadOnlySpan<byte> AuthPluginName { get; init; }

    /// <exception cref="MySqlProtocolException">The payload is not exactly one greeting of a server since 4.1.</exception>
    public static HandshakeV10 Read(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        reader.Expect(Version);
        ReadOnlySpan<byte> serverVersion = reader.ReadNulString();
        uint threadId = reader.ReadUInt32();
        int part1At = reader.Position;
        ReadOnlySpan<byte> part1 = reader.ReadBytes(Part1Size);
        reader.Expect(0);
        uint low = reader.ReadUInt16();
        byte characterSet = reader.ReadByte();
        var status = (ServerStatus)reader.ReadUInt16();
        low |= (uint)reader.ReadUInt16() << 16;
        byte authDataLength = reader.ReadByte();
        reader.ReadBytes(ReservedSize);
        CapabilityFlags capabilities = CapabilityGroups.Combine(low, reader.ReadUInt32());
        if (!capabilities.Has(CapabilityFlags.Protocol41 | CapabilityFlags.SecureConnection))
            throw new MySqlProtocolException("the server is older than protocol 4.1");
        int part2At = reader.Position;
        ReadOnlySpan<byte> part2 = reader.ReadBytes(Math.Max(Part2MinSize, authDataLength - Part1Size));
        int part2End = reader.Position;
        ReadOnlySpan<byte> plugin = capabilities.Has(CapabilityFlags.PluginAuth) ? reader.ReadNulString() : default;
        reader.End();
        return new HandshakeV10
        {
            ServerVersion = serverVersion,
            ThreadId = threadId,
            ScramblePart1 = part1,
            ScramblePart2 = part2,
            ScrambleAt = (part1At..(part1At + Part1Size), part2At..part2End),
            Capabilities = capabilities,
            CharacterSet = characterSet,
            Status = status,
            AuthPluginName = plugin,
        };
    }

    /// <summary>The first <see cref="ScrambleSize"/> bytes of the authentication data, in one piece.</summary>
    public void CopyScramble(Span<byte> destination)
    {
        ScramblePart1.CopyTo(destination);
        ScramblePart2[..(ScrambleSize - Part1Size)].CopyTo(destination[Part1Size..]);
    }

    /// <summary>The payload; valid until the writer's next one. Without PluginAuth the plugin's name is left out.</summary>
    public ReadOnlySpan<byte> Write(PayloadWriter writer)
    {
        if (ScramblePart1.Length != Part1Size || ScramblePart2.Length < Part2MinSize)
            throw new InvalidOperationException("the scramble has 8 and at least 13 bytes");
        bool hasPlugin = Capabilities.Has(CapabilityFlags.PluginAuth);
        int authDataLength = hasPlugin ? Part1Size + ScramblePart2.Length : 0;
        ReadOnlySpan<byte> part2 = hasPlugin ? ScramblePart2 : ScramblePart2[..Part2MinSize];
        writer.Begin().Byte(Version).NulString(ServerVersion).UInt32(ThreadId).Bytes(ScramblePart1).Byte(0)
            .UInt16((ushort)Capabilities).Byte(CharacterSet).UInt16((ushort)Status)
            .UInt16((ushort)((uint)Capabilities >> 16)).Byte(checked((byte)authDataLength))
            .Zeros(ReservedSize).UInt32(CapabilityGroups.ExtendedWord(Capabilities)).Bytes(part2);
        if (hasPlugin)
            writer.NulString(AuthPluginName);
        return writer.End();
    }
}
