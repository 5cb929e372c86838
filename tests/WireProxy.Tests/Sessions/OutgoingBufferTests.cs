using System.Buffers;
using System.Runtime.InteropServices;
using WireProxy.Sessions;

namespace WireProxy.Tests.Sessions;

public sealed class OutgoingBufferTests : IDisposable
{
    private static readonly byte[] Input = [.. Enumerable.Range(0, 200).Select(i => (byte)i)];

    private readonly OutgoingBuffer _buffer = new();

    public void Dispose() => _buffer.Dispose();

    [Fact]
    public void Unchanged_input_leaves_as_a_slice_of_itself()
    {
        _buffer.Begin(Input);
        Assert.Equal((0, 150), Slice(_buffer.Finish(150)));
        _buffer.Begin(Input);
        Assert.Equal((0, 0), Slice(_buffer.Finish(0)));
    }

    [Fact]
    public void What_is_left_out_at_the_start_or_end_still_leaves_a_slice()
    {
        _buffer.Begin(Input);
        _buffer.Replace(0, 50);
        Assert.Equal((50, 150), Slice(_buffer.Finish(200)));
        _buffer.Begin(Input);
        _buffer.Replace(0, 200);
        Assert.Equal((200, 0), Slice(_buffer.Finish(200)));
    }

    [Fact]
    public void New_bytes_stand_where_they_were_written()
    {
        _buffer.Begin("abcdef"u8.ToArray());
        _buffer.Replace(2, 4).Write("XYZ"u8);
        Assert.Equal(5, _buffer.ChangedLength);
        Assert.Equal("abXYZef"u8.ToArray(), _buffer.Finish(6).ToArray());
    }

    [Fact]
    public void Any_sequence_of_changes_equals_the_naive_result()
    {
        var random = new Random(20240229);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] input = new byte[random.Next(0, 300)];
            random.NextBytes(input);
            int consumed = random.Next(0, input.Length + 1);
            var expected = new List<byte>();
            int at = 0;
            _buffer.Begin(input);
            while (random.Next(5) != 0)
            {
                int from = random.Next(at, consumed + 1), to = random.Next(from, consumed + 1);
                expected.AddRange(input[at..from]);
                _buffer.Replace(from, to);
                byte[] written = new byte[random.Next(4) == 0 ? random.Next(0, 9000) : random.Next(0, 5)];
                random.NextBytes(written);
                _buffer.Write(written);
                expected.AddRange(written);
                at = to;
            }
            expected.AddRange(input[at..consumed]);
            Assert.Equal(expected, _buffer.Finish(consumed).ToArray());
            if (random.Next(10) == 0)
                _buffer.Dispose();
        }
    }

    [Fact]
    public void Rewriting_again_and_again_allocates_nothing()
    {
        Rewrite(rounds: 10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Rewrite(rounds: 10_000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private void Rewrite(int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            _buffer.Begin(Input);
            _buffer.Replace(20, 30).Write(Input.AsSpan(0, 50));
            _buffer.Finish(200);
        }
    }

    private static (int Offset, int Count) Slice(ReadOnlyMemory<byte> sent)
    {
        Assert.True(MemoryMarshal.TryGetArray(sent, out ArraySegment<byte> segment));
        Assert.Same(Input, segment.Array);
        return (segment.Offset, segment.Count);
    }
}
