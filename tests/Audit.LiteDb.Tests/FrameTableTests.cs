using LiteDB;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.LiteDb.Tests;

public sealed class FrameTableTests : IDisposable
{
    private readonly LiteDatabase _database = new(new MemoryStream());

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(1000)]
    public void A_payload_longer_than_a_document_comes_back_whole_and_is_zeroed_whole(int length)
    {
        FrameTable table = Table();
        LedgerFrame frame = Frame(7, length);
        table.Insert(Frame(6, 5));
        table.Insert(frame);
        table.Insert(Frame(8, 250));

        Assert.Equal([(6, 5), (7, length), (8, 250)], table.Between(1, 9).Select(found => (found.Position, found.Frame!.Payload.Length)));
        Assert.Equal(frame.Payload.ToArray(), table.Find(7)!.Payload.ToArray());
        Assert.Equal(frame.Header, table.Find(7)!.Header);
        table.Zero(7);
        Assert.Equal(new byte[length], table.Find(7)!.Payload.ToArray());
        Assert.Equal(Frame(8, 250).Payload.ToArray(), table.Find(8)!.Payload.ToArray());
        Assert.Null(table.Find(9));
    }

    [Fact]
    public void A_frame_of_which_a_piece_is_missing_is_none()
    {
        FrameTable table = Table();
        table.Insert(Frame(7, 250));
        _database.GetCollection("frames").Delete(FrameTable.First(7) + 1);

        Assert.Null(table.Find(7));
        _database.GetCollection("frames").Delete(FrameTable.First(7));
        Assert.Equal([(7L, null)], table.Between(1, 9));
    }

    private FrameTable Table() => new(_database.GetCollection("frames"), pieceBytes: 100);

    private static LedgerFrame Frame(long position, int length)
    {
        byte[] payload = [.. Enumerable.Range(0, length).Select(at => (byte)(at * 7 + position))];
        return new LedgerFrame(new LedgerPosition(position - 1, default).Next(FrameKind.Chunk, payload, Digest.Of(payload), 1), payload);
    }
}
