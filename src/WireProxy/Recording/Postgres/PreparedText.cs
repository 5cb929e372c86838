using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Recording.Reading;

namespace WireProxy.Recording.Postgres;

/// <summary>What a Parse made: the text, and what was said of its parameters and columns.</summary>
internal sealed class PreparedText(StatementText text)
{
    public StatementText Text => text;

    /// <summary>Type OIDs, the server's once it described the statement; 0 is left to the server.</summary>
    public uint[] ParameterTypes { get; set; } = [];

    public IReadOnlyList<PostgresColumn>? Columns { get; set; }

    /// <summary>Reads what ends a Parse, and is a ParameterDescription: <c>Int16 count, Int32 * count OIDs</c>.</summary>
    public static uint[] ReadTypes(ref PayloadReader reader)
    {
        uint[] types = new uint[reader.ReadCount()];
        for (int i = 0; i < types.Length; i++)
            types[i] = reader.ReadUInt32();
        return types;
    }
}
