using WireProxy.Protocols.MySql.Values;
using WireProxy.Recording.Reading;

namespace WireProxy.Recording.MySql;

/// <summary>What a COM_STMT_PREPARE made: the text, and what was said since of its parameters and columns.</summary>
internal sealed class PreparedText(StatementText text)
{
    public StatementText Text => text;

    /// <summary>As sent with the last execution that sent any; later ones rely on them.</summary>
    public IReadOnlyList<ParameterType> ParameterTypes { get; set; } = [];

    /// <summary>Values that came in pieces before the execution, by parameter.</summary>
    public Dictionary<ushort, List<byte>> LongData { get; } = [];

    /// <summary>The last definitions: an execution or fetch may come without.</summary>
    public IReadOnlyList<MySqlColumn> Columns { get; set; } = [];
}

/// <summary>The type of a parameter as the client names it.</summary>
/// <param name="Type">The type code.</param>
/// <param name="Flags">Whether it is unsigned.</param>
internal readonly record struct ParameterType(FieldType Type, FieldFlags Flags);
