using WireProxy.Replay.Exporters.Pcapng;

namespace WireProxy.Tests.Replay.Exporters;

public sealed class MySqlWireFilterTests
{
    private static readonly byte[] Greeting = [2, 0, 0, 0, 10, 1];
    private static readonly byte[] SslRequest = [32, 0, 0, 1, 0, 0x0A, .. new byte[30]];
    private static readonly byte[] Response = [40, 0, 0, 2, 0xFF, 0x0F, .. new byte[38]];
    private static readonly byte[] Switch = [2, 0, 0, 3, 0xFE, 0];
    private static readonly byte[] Answer = [2, 0, 0, 4, 0, 0];
    private static readonly byte[] Ok = [2, 0, 0, 5, 0, 0];
    private static readonly byte[] Query = [2, 0, 0, 0, 3, (byte)'q', 1, 0, 0, 2, 0];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void A_login_under_TLS_becomes_one_without(int pieces)
    {
        var filter = new MySqlWireFilter();
        byte[] server = [.. Pieces(Greeting, pieces, filter.FromServer)];
        byte[] client = [.. Pieces(SslRequest, pieces, filter.FromClient), .. Pieces(Response, pieces, filter.FromClient)];
        server = [.. server, .. Pieces(Switch, pieces, filter.FromServer)];
        client = [.. client, .. Pieces(Answer, pieces, filter.FromClient)];
        server = [.. server, .. Pieces(Ok, pieces, filter.FromServer)];
        client = [.. client, .. Pieces(Query, pieces, filter.FromClient)];

        // A request in pieces has left before it could be known for one; records hold it whole.
        Assert.Equal([40, 0, 0, 1, 0xFF, 0x07, .. new byte[38], 2, 0, 0, 3, 0, 0, .. Query], client[^(44 + 6 + Query.Length)..]);
        Assert.Equal([.. Greeting, 2, 0, 0, 2, 0xFE, 0, 2, 0, 0, 4, 0, 0], server);
    }

    [Fact]
    public void A_login_in_the_clear_stays_as_it_is()
    {
        var filter = new MySqlWireFilter();
        byte[] response = [40, 0, 0, 1, 0xFF, 0x0F, .. new byte[38]];

        Assert.Equal(Greeting, filter.FromServer(Greeting).ToArray());
        Assert.Equal(response, filter.FromClient(response).ToArray());
        Assert.Equal(Ok, filter.FromServer(Ok).ToArray());
        Assert.Equal(Query, filter.FromClient(Query).ToArray());
    }

    private static IEnumerable<byte> Pieces(byte[] bytes, int length, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> pass) =>
        bytes.Chunk(length).SelectMany(piece => pass(piece).ToArray());
}
