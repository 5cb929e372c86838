using System.Buffers;
using BenchmarkDotNet.Attributes;
using WireProxy.Masking;
using WireProxy.Masking.Postgres.Values;
using WireProxy.Masking.Values;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Benchmarks;

/// <summary>Rewrites a full read buffer of rows with one of four columns masked.</summary>
[BytesPerOperation(nameof(Bytes))]
public class DataRowBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(4 * RowStream.Size);
    private byte[] _stream = [];
    private DataRowRewriter _rewriter = new();

    [Params(MaskKind.Full, MaskKind.Last4, MaskKind.Hash)]
    public MaskKind Mask { get; set; }

    [Params(20, 1000)]
    public int NoteLength { get; set; }

    public int Bytes => RowStream.Create(NoteLength).Length;

    [GlobalSetup]
    public void Setup()
    {
        _stream = RowStream.Create(NoteLength);
        PostgresMask mask = PostgresMask.For(
            new MaskSpec(Mask), TypeOid.Text, FieldFormat.Text, typeModifier: -1, MaskKey.CreateRandom());
        _rewriter = new DataRowRewriter(null, null, mask, null);
    }

    [Benchmark]
    public int Rewrite()
    {
        _output.ResetWrittenCount();
        ReadOnlySpan<byte> rest = _stream;
        while (rest.Length >= FrameHeader.Size)
        {
            int length = (int)FrameHeader.Read(rest).TotalLength;
            _rewriter.Rewrite(rest[FrameHeader.Size..length], _output);
            rest = rest[length..];
        }
        return _output.WrittenCount;
    }
}
