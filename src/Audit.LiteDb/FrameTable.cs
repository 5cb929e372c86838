using LiteDB;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.LiteDb;

/// <summary>
/// The frames of the ledger. A document of LiteDB takes 16 MB, so a long payload is cut into pieces: position and piece are
/// the key, and the header stands with the first.
/// </summary>
internal sealed class FrameTable(ILiteCollection<BsonDocument> frames, int pieceBytes = FrameTable.PieceBytes)
{
    private const int PieceBytes = 8 << 20;
    private const int PieceBits = 12;
    private const string Header = "header";
    private const string Payload = "payload";

    public void Insert(LedgerFrame frame)
    {
        byte[] header = new byte[FrameHeader.Size];
        frame.Header.Write(header);
        ReadOnlyMemory<byte> rest = frame.Payload;
        for (long key = First(frame.Position); ; key++)
        {
            ReadOnlyMemory<byte> piece = rest[..Math.Min(rest.Length, pieceBytes)];
            rest = rest[piece.Length..];
            var document = new BsonDocument { [TableRanges.Id] = key, [Payload] = piece.ToArray() };
            if (key == First(frame.Position))
                document[Header] = header;
            frames.Insert(document);
            if (rest.IsEmpty)
                return;
        }
    }

    /// <summary>Null when there is none that can be read.</summary>
    public LedgerFrame? Find(long position) => Between(position, position).FirstOrDefault().Frame;

    /// <summary>The frames of these positions, in order; of one that is no frame, null.</summary>
    public IEnumerable<(long Position, LedgerFrame? Frame)> Between(long first, long last)
    {
        List<BsonDocument> pieces = [];
        foreach (BsonDocument document in frames.Between(TableRanges.Id, First(first), Last(last)))
        {
            if (pieces.Count > 0 && PositionOf(document) != PositionOf(pieces[0]))
            {
                yield return (PositionOf(pieces[0]), Assemble(pieces));
                pieces.Clear();
            }
            pieces.Add(document);
        }
        if (pieces.Count > 0)
            yield return (PositionOf(pieces[0]), Assemble(pieces));
    }

    /// <summary>Overwrites a payload where it stands; the header stays, so that the chain over it still holds.</summary>
    public void Zero(long position)
    {
        foreach (BsonDocument piece in frames.Between(TableRanges.Id, First(position), Last(position)).ToList())
        {
            piece[Payload] = new byte[piece[Payload].AsBinary.Length];
            frames.Update(piece);
        }
    }

    private static LedgerFrame? Assemble(List<BsonDocument> pieces)
    {
        bool isWhole = pieces[0][TableRanges.Id].AsInt64 == First(PositionOf(pieces[0]))
            && pieces[^1][TableRanges.Id].AsInt64 == pieces[0][TableRanges.Id].AsInt64 + pieces.Count - 1
            && pieces.TrueForAll(piece => piece[Payload].IsBinary);
        if (!isWhole || !pieces[0][Header].IsBinary || !FrameHeader.TryRead(pieces[0][Header].AsBinary, out FrameHeader header))
            return null;
        byte[] payload = pieces.Count == 1 ? pieces[0][Payload].AsBinary : [.. pieces.SelectMany(piece => piece[Payload].AsBinary)];
        return new LedgerFrame(header, payload);
    }

    /// <summary>The key of a frame's first piece.</summary>
    public static long First(long position) => position << PieceBits;

    /// <summary>The key that its last piece can have.</summary>
    public static long Last(long position) => First(position) | ((1L << PieceBits) - 1);

    private static long PositionOf(BsonDocument document) => document[TableRanges.Id].IsInt64
        ? document[TableRanges.Id].AsInt64 >> PieceBits
        : throw new AuditIntegrityException("a frame's key in the audit store is damaged");
}
