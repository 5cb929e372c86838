namespace WireProxy.Protocols.Postgres.Messages;

/// <summary>The version word of a start-up packet: major in the upper, minor in the lower 16 bits.</summary>
public readonly record struct ProtocolVersion(int Word)
{
    public int Major => Word >> 16;

    public int Minor => Word & 0xFFFF;

    public override string ToString() => $"{(uint)Major & 0xFFFF}.{Minor}";
}
