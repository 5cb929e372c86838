using System.Buffers;
using BenchmarkDotNet.Attributes;
using WireProxy.Protocols.Postgres.Framing;

namespace WireProxy.Benchmarks;

/// <summary>Walks the headers of a full read buffer, as the pump does with rows that pass as they are.</summary>
[BytesPerOperation(nameof(Bytes))]
public class FramingBenchmarks
{
    private byte[] _stream = [];

    [Params(20, 1000)]
    public int NoteLength { get; set; }

    public int Bytes => RowStream.Create(NoteLength).Length;

    [GlobalSetup]
    public void Setup() => _stream = RowStream.Create(NoteLength);

    [Benchmark]
    public int ScanSpan()
    {
        int frames = 0;
        ReadOnlySpan<byte> rest = _stream;
        while (rest.Length >= FrameHeader.Size)
        {
            rest = rest[(int)FrameHeader.Read(rest).TotalLength..];
            frames++;
        }
        return frames;
    }

    [Benchmark]
    public int ScanSequence()
    {
        int frames = 0;
        var rest = new ReadOnlySequence<byte>(_stream);
        while (FrameHeader.TryRead(rest, out FrameHeader header))
        {
            rest = rest.Slice(header.TotalLength);
            frames++;
        }
        return frames;
    }
}
