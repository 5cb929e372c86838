using WireProxy.Audit.Records;

namespace WireProxy.Recording.Reading;

/// <summary>A row as far as it was captured.</summary>
internal readonly ref struct RecordedRow(RecordedResult result, ReadOnlySpan<byte> captured, long length)
{
    private readonly ReadOnlySpan<byte> _captured = captured;

    public RecordedResult Result { get; } = result;

    /// <summary>Bytes of the row.</summary>
    public long Length { get; } = length;

    /// <summary>Whether it is not longer than the reader's limit.</summary>
    public bool IsWhole => _captured.Length == Length;

    /// <summary>Its values; only of a row that is whole.</summary>
    public IReadOnlyList<string?> Values => Result.ValuesOf(_captured);
}

/// <summary>A piece of a bulk transfer as far as it was captured.</summary>
internal readonly ref struct CopiedData(RecordedSide from, ReadOnlySpan<byte> captured, long length)
{
    public RecordedSide From { get; } = from;

    public ReadOnlySpan<byte> Captured { get; } = captured;

    public long Length { get; } = length;

    public bool IsWhole => Captured.Length == Length;
}

/// <summary>How the data of a bulk transfer are written.</summary>
internal enum CopyForm : byte
{
    Text,
    Binary,

    /// <summary>A file of the client's.</summary>
    File,
}
