using System.Buffers;
using System.Text;

namespace WireProxy.Replay.Exporters;

/// <summary>Takes what is written for one record of a session, to be moved to the target afterwards.</summary>
internal sealed class ExportWriter(string name)
{
    private readonly List<(string Name, ArrayBufferWriter<byte> Bytes)> _pieces = [(name, new ArrayBufferWriter<byte>())];

    public IBufferWriter<byte> Bytes => _pieces[^1].Bytes;

    /// <summary>What follows goes to another name.</summary>
    public void Begin(string next) => _pieces.Add((next, new ArrayBufferWriter<byte>()));

    public void Text(string text) => Encoding.UTF8.GetBytes(text, Bytes);

    public void Line(string text)
    {
        Text(text);
        Bytes.Write("\n"u8);
    }

    public async Task MoveToAsync(IExportTarget target, CancellationToken cancellationToken)
    {
        foreach ((string name, ArrayBufferWriter<byte> bytes) in _pieces.Where(piece => piece.Bytes.WrittenCount > 0))
        {
            Stream stream = await target.OpenAsync(name);
            await stream.WriteAsync(bytes.WrittenMemory, cancellationToken);
            bytes.ResetWrittenCount();
        }
        _pieces.RemoveRange(0, _pieces.Count - 1);
    }
}
