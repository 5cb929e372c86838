using System.Buffers;
using WireProxy.Protocols.Postgres.Values;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.Postgres.Copy;

/// <summary>
/// Masks the data of one COPY TO STDOUT as it streams: messages may cut it anywhere. Values without a mask pass byte for
/// byte; of a masked value nothing leaves before all of it is here. Nothing is allocated per row.
/// </summary>
internal abstract class CopyMask : IDisposable
{
    /// <param name="layout">How rows are written.</param>
    /// <param name="columns">The columns in the order in which they are copied.</param>
    /// <param name="limit">The longest masked value that is held, in bytes.</param>
    public static CopyMask For(CopyLayout layout, CopyColumns columns, int limit) => layout.Format switch
    {
        CopyFormat.Binary => new BinaryCopyMask(columns, limit),
        CopyFormat.Csv => new CsvCopyMask(layout, columns, limit),
        _ => new TextCopyMask(layout, columns, limit),
    };

    /// <summary>Writes what leaves for the next piece of data.</summary>
    /// <exception cref="MaskingException">It is not what such a COPY sends, or a masked value is too long.</exception>
    public abstract void Write(ReadOnlySpan<byte> data, IBufferWriter<byte> output);

    /// <summary>The server says that the data is complete.</summary>
    /// <exception cref="MaskingException">It is not.</exception>
    public abstract void End();

    public abstract void Dispose();

    protected static MaskingException Malformed(string fault) => new($"the data of a masked COPY is malformed: {fault}");
}

/// <summary>What happens to the columns of one COPY.</summary>
/// <param name="Masks">One entry per column, null where the value passes as it is.</param>
/// <param name="Names">Their names.</param>
internal sealed record CopyColumns(IReadOnlyList<ValueRewriter?> Masks, IReadOnlyList<string> Names);
