using WireProxy.Protocols.MySql.Commands;
using WireProxy.Recording.Reading;

namespace WireProxy.Recording.MySql;

/// <summary>What a COM_STMT_PREPARE made: the text, and what was said since of its parameters and columns.</summary>
internal sealed class PreparedText(StatementText text)
{
    public StatementText Text => text;

    /// <summary>How the parameters of the next execution are read.</summary>
    public ExecutedParameters Parameters { get; } = new();

    /// <summary>Values that came in pieces before the execution, by parameter.</summary>
    public Dictionary<ushort, List<byte>> LongData { get; } = [];

    /// <summary>The last definitions: an execution or fetch may come without.</summary>
    public IReadOnlyList<MySqlColumn> Columns { get; set; } = [];

    /// <summary>Behind an execution and a COM_STMT_RESET values that came in pieces are gone.</summary>
    public void ForgetLongData()
    {
        Parameters.ForgetLongData();
        LongData.Clear();
    }
}
