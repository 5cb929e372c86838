using System.Buffers;
using System.IO.Pipelines;
using WireProxy.Sessions;
using WireProxy.Tests.Sessions.Postgres;

namespace WireProxy.Tests.Sessions;

public sealed class FramePumpTests : IDisposable
{
    private readonly Pipe _input = new();
    private readonly Pipe _output = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly RelayedSession _session = RelayedSession.Gated(new ScriptedJudge());

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task Frames_in_any_pieces_leave_as_they_came()
    {
        byte[] stream = Frames.Join(
            Frontend.Query("select 1"), Frontend.Parse("s", new string('x', 3000)), Frontend.Bind("", "s"), Frontend.Sync, Frontend.Terminate);
        var random = new Random(1);
        Task<PumpEnd> pumping = Pump().RunAsync();
        for (int at = 0; at < stream.Length;)
        {
            int count = Math.Min(random.Next(1, 50), stream.Length - at);
            // Own segments, so that frames come in several.
            stream.AsMemory(at, count).CopyTo(_input.Writer.GetMemory(5000));
            _input.Writer.Advance(count);
            await _input.Writer.FlushAsync();
            at += count;
        }
        Assert.Equal(PumpEnd.Finished, await pumping);
        Assert.Equal(stream, await Sent());
        Assert.Equal(stream, _session.Recorder.FromClient);
    }

    [Theory]
    [InlineData(new byte[0], PumpEnd.PeerClosed)]
    [InlineData(new byte[] { (byte)'S', 0, 0, 0, 4 }, PumpEnd.PeerClosed)]
    [InlineData(new byte[] { (byte)'S', 0, 0 }, PumpEnd.PeerClosedInsideFrame)]
    [InlineData(new byte[] { (byte)'Q', 0, 0, 0, 9, 65 }, PumpEnd.PeerClosedInsideFrame)]
    [InlineData(new byte[] { (byte)'d', 0, 0, 0, 9, 65 }, PumpEnd.PeerClosedInsideFrame)]
    internal async Task A_peer_that_closes_inside_a_frame_is_told_from_one_that_closes_between(byte[] stream, PumpEnd end)
    {
        await _input.Writer.WriteAsync(stream);
        await _input.Writer.CompleteAsync();
        Assert.Equal(end, await Pump().RunAsync());
    }

    [Fact]
    public async Task Stopping_ends_the_wait_for_input()
    {
        FramePump pump = Pump();
        Task<PumpEnd> pumping = pump.RunAsync();
        Assert.False(pumping.IsCompleted);
        pump.Stop();
        Assert.Equal(PumpEnd.Stopped, await pumping);
    }

    [Fact]
    public async Task Nothing_is_sent_that_was_not_recorded()
    {
        _session.Recorder.Failure = new IOException("disk");
        await _input.Writer.WriteAsync(Frontend.Query("select 1"));
        await Assert.ThrowsAsync<IOException>(() => Pump().RunAsync());
        Assert.Empty(await Sent());
    }

    private FramePump Pump() => new(_input.Reader, _output.Writer, _session.ClientRelay);

    private async Task<byte[]> Sent()
    {
        await _output.Writer.CompleteAsync();
        ReadResult read = await _output.Reader.ReadAtLeastAsync(int.MaxValue);
        return read.Buffer.ToArray();
    }
}
