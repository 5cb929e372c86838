using WireProxy.Recording.Reading;

namespace WireProxy.Recording.Postgres;

/// <summary>What a Parse made: the text, and what was said of its parameters and columns.</summary>
internal sealed class PreparedText(StatementText text)
{
    public StatementText Text => text;

    /// <summary>Type OIDs, the server's once it described the statement; 0 is left to the server.</summary>
    public uint[] ParameterTypes { get; set; } = [];

    public IReadOnlyList<PostgresColumn>? Columns { get; set; }
}
