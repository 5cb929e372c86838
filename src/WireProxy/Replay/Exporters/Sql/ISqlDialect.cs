using WireProxy.Recording.Reading;
using WireProxy.Sql.Lexing;

namespace WireProxy.Replay.Exporters.Sql;

/// <summary>How a server's SQL writes what a protocol sends beside the text.</summary>
internal interface ISqlDialect
{
    /// <summary>Where a text has parameters; empty where it can not be told.</summary>
    IReadOnlyList<ParameterMarker> MarkersIn(ReadOnlySpan<byte> sql);

    /// <summary>Null for a value that no literal can be written for.</summary>
    string? Literal(RecordedParameter parameter);

    /// <summary>Whether a stock client that reads the script finds bulk data behind the statement.</summary>
    BulkData BulkData { get; }
}

/// <summary>What becomes of bulk data in a script.</summary>
internal enum BulkData : byte
{
    /// <summary>Behind the statement, ended by <c>\.</c>.</summary>
    Inline,

    /// <summary>The script can not hold it.</summary>
    LeftOut,
}
