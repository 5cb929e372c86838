namespace WireProxy.Recording.Reading;

/// <summary>The shape of a result, and how its rows are read.</summary>
internal abstract class RecordedResult(IReadOnlyList<ResultColumn> columns)
{
    public IReadOnlyList<ResultColumn> Columns => columns;

    /// <summary>The values of a whole row as text; null is NULL.</summary>
    public abstract IReadOnlyList<string?> ValuesOf(ReadOnlySpan<byte> row);
}

/// <summary>One column of a result.</summary>
/// <param name="Name">As the client was told.</param>
/// <param name="Type">The protocol's name of the type, or its number.</param>
internal readonly record struct ResultColumn(string Name, string Type);

/// <summary>How a command ended.</summary>
/// <param name="Text">What the client was told, in a line.</param>
/// <param name="Rows">Rows returned or changed; null where the command has none.</param>
internal readonly record struct ResultEnd(string Text, long? Rows);

/// <summary>An error or notice.</summary>
/// <param name="Code">Its number or SQLSTATE.</param>
/// <param name="Message">Its text.</param>
internal sealed record RecordedError(string Code, string Message)
{
    public override string ToString() => $"{Code} {Message}";
}
