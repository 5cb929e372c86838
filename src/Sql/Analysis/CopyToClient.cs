using System.Collections.Immutable;

namespace WireProxy.Sql.Analysis;

/// <summary>A <c>COPY .. TO STDOUT</c> whose options were all understood: where its rows come from and how they are written.</summary>
/// <param name="SourceKind">What is copied.</param>
/// <param name="Source">The relation's name, or the query without its parentheses, in the text that was analysed.</param>
/// <param name="Columns">The column list without its parentheses; null where there is none.</param>
/// <param name="Layout">How rows are written.</param>
public sealed record CopyToClient(CopySource SourceKind, Range Source, Range? Columns, CopyLayout Layout)
{
    /// <summary>The relation; null for a query.</summary>
    public SqlName? Relation { get; init; }
}

/// <summary>What a COPY reads.</summary>
public enum CopySource : byte
{
    /// <summary>The rows of one relation without its children, and of its columns those that are not generated.</summary>
    Relation,
    Query,
}

/// <summary>The options of COPY that decide what the bytes of its data mean (PostgreSQL, "COPY", File Formats).</summary>
public sealed record CopyLayout
{
    public required CopyFormat Format { get; init; }

    public byte Delimiter { get; init; }

    /// <summary>What stands for NULL, in ASCII.</summary>
    public string NullText { get; init; } = "";

    public CopyHeader Header { get; init; }

    public byte Quote { get; init; }

    public byte Escape { get; init; }

    /// <summary>Whether every value is quoted, whatever <see cref="ForcedColumns"/> says.</summary>
    public ForcedQuotes ForcedQuotes { get; init; }

    /// <summary>The columns whose values are always quoted.</summary>
    public ImmutableArray<string> ForcedColumns { get; init; } = [];

    /// <summary>The encoding that the statement asks for; it is one in which ASCII bytes are always ASCII characters.</summary>
    public CopyEncoding Encoding { get; init; }
}

/// <summary>The formats of COPY.</summary>
public enum CopyFormat : byte
{
    Text,
    Csv,
    Binary,
}

/// <summary>Whether the first row is one of names.</summary>
public enum CopyHeader : byte
{
    None,
    Names,
}

/// <summary>FORCE_QUOTE.</summary>
public enum ForcedQuotes : byte
{
    Listed,
    All,
}

/// <summary>The encoding of the data.</summary>
public enum CopyEncoding : byte
{
    /// <summary>The client's.</summary>
    Client,
    Utf8,
    Other,
}
