using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Commands;

/// <summary>The prepared statement that a command is about: <c>Int8 command, Int32 id</c>, whatever follows.</summary>
public static class StatementId
{
    /// <summary>How much of a command it takes to read it.</summary>
    public const int End = 1 + sizeof(uint);

    /// <exception cref="MySqlProtocolException">The payload ends before it.</exception>
    public static uint Read(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        reader.ReadByte();
        return reader.ReadUInt32();
    }
}
