using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores.Sqlite;

namespace WireProxy.Audit.Tests.Verification;

/// <summary>Changes one thing in a copy of a store, as a seed says, and tells which sessions that concerns.</summary>
internal sealed class Tampering
{
    private readonly string _folder;
    private readonly string _ledger;
    private readonly string _catalog;
    private readonly byte[] _frames;
    private readonly List<Frame> _index = [];
    private readonly Dictionary<string, byte[]> _originals = [];
    private readonly CatalogDump _dump;

    public Tampering(string folder)
    {
        _folder = folder;
        DateOnly day = DayFiles.List(folder)[^1];
        _ledger = DayFiles.Ledger(folder, day);
        _catalog = DayFiles.Catalog(folder, day);
        _frames = File.ReadAllBytes(_ledger);
        foreach (string file in (string[])[_ledger, _catalog, DayFiles.Keychain(folder), DayFiles.Head(folder)])
            _originals.Add(file, File.ReadAllBytes(file));
        Index();
        _dump = CatalogDump.Read(_catalog);
    }

    /// <summary>What was done, for the message of a failing test.</summary>
    public string Done { get; private set; } = "";

    /// <summary>Sessions that may be named; null when any may, because the change concerns all.</summary>
    public HashSet<SessionId>? Concerned { get; private set; }

    public void Apply(Random random)
    {
        switch (random.Next(10))
        {
            case < 3:
                FlipBit(random, _ledger);
                break;
            case 3:
                FlipBit(random, _catalog);
                break;
            case 4:
                FlipBit(random, random.Next(2) == 0 ? DayFiles.Keychain(_folder) : DayFiles.Head(_folder));
                break;
            case 5:
                SwapFrames(random);
                break;
            case 6:
                DeleteFrame(random);
                break;
            case 7:
                RepeatFrame(random);
                break;
            case 8:
                CutOff(random);
                break;
            default:
                ChangeCatalog(random);
                break;
        }
    }

    public void Undo()
    {
        foreach ((string file, byte[] bytes) in _originals)
            File.WriteAllBytes(file, bytes);
        foreach (string extra in Directory.GetFiles(_folder, "*.db-*"))
            File.Delete(extra);
    }

    private void FlipBit(Random random, string file)
    {
        byte[] bytes = [.. _originals[file]];
        int at = random.Next(bytes.Length);
        bytes[at] ^= (byte)(1 << random.Next(8));
        File.WriteAllBytes(file, bytes);
        Done = $"flipped a bit of byte {at} of {Path.GetFileName(file)}";
        Concerned = file == _ledger ? Owners(_index.Where(frame => at >= frame.Start && at < frame.End))
            : file == _catalog ? _dump.ChangedSessions(_catalog)
            : [];
    }

    private void SwapFrames(Random random)
    {
        Frame[] two = [.. random.GetItems(_index.ToArray(), 2).OrderBy(frame => frame.Start)];
        if (two[0].Start == two[1].Start)
            two = [_index[1], _index[2]];
        (Frame first, Frame second) = (two[0], two[1]);
        File.WriteAllBytes(_ledger,
            [.. _frames[..first.Start], .. Bytes(second), .. _frames[first.End..second.Start], .. Bytes(first), .. _frames[second.End..]]);
        Done = $"swapped frames {first.Position} and {second.Position}";
        Concerned = Owners([first, second]);
    }

    private void DeleteFrame(Random random)
    {
        Frame frame = _index[random.Next(_index.Count)];
        File.WriteAllBytes(_ledger, [.. _frames[..frame.Start], .. _frames[frame.End..]]);
        Done = $"deleted frame {frame.Position}";
        Concerned = Owners([frame]);
    }

    private void RepeatFrame(Random random)
    {
        Frame frame = _index[random.Next(_index.Count)];
        Frame after = _index[random.Next(_index.Count)];
        File.WriteAllBytes(_ledger, [.. _frames[..after.End], .. Bytes(frame), .. _frames[after.End..]]);
        Done = $"repeated frame {frame.Position} after frame {after.Position}";
        Concerned = Owners([frame]);
    }

    private void CutOff(Random random)
    {
        string file = random.Next(4) switch
        {
            0 => _catalog,
            1 => DayFiles.Keychain(_folder),
            2 => DayFiles.Head(_folder),
            _ => _ledger,
        };
        int length = random.Next(_originals[file].Length);
        File.WriteAllBytes(file, _originals[file][..length]);
        Done = $"cut {Path.GetFileName(file)} off at byte {length}";
        Concerned = file == _ledger ? Owners(_index.Where(frame => frame.End > length)) : file == _catalog ? null : [];
    }

    private void ChangeCatalog(Random random)
    {
        (string sql, string about) = _dump.ChangeOf(random);
        using (SqliteDatabase database = SqliteDatabase.Open(_catalog, SqliteAccess.ReadWrite))
            database.Execute(sql);
        Done = about;
        Concerned = _dump.ChangedSessions(_catalog);
    }

    private void Index()
    {
        int at = LedgerFile.HeaderSize;
        while (FrameHeader.TryRead(_frames.AsSpan(at), out FrameHeader header))
        {
            ReadOnlySpan<byte> payload = _frames.AsSpan(at + FrameHeader.Size, header.PayloadLength);
            SessionId? owner = header.Kind switch
            {
                FrameKind.Chunk => ChunkHeader.Read(payload).Session,
                FrameKind.SessionKey => SessionId.Read(payload[8..]),
                _ => null,
            };
            _index.Add(new Frame(at, at + (int)header.FrameSize, header.Position, owner));
            at += (int)header.FrameSize;
        }
        Assert.Equal(_frames.Length, at);
        Assert.True(_index.Count > 20);
    }

    private byte[] Bytes(Frame frame) => _frames[frame.Start..frame.End];

    private static HashSet<SessionId> Owners(IEnumerable<Frame> frames) => [.. frames.Select(frame => frame.Owner).OfType<SessionId>()];

    private readonly record struct Frame(int Start, int End, long Position, SessionId? Owner);
}
