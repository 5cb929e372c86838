using WireProxy.Audit.Records;

namespace WireProxy.Audit.Intake;

/// <summary>
/// Finds what an earlier process left. Each block is read up to its first invalid record: that one was being written when
/// the process died, so the bytes it describes were never passed on.
/// </summary>
internal static class IntakeRecovery
{
    private const string DamagedExtension = ".damaged";

    public static RecoveredIntake Scan(IntakeFolder folder, ISegmentFiles files)
    {
        List<IntakeSegment> segments = [];
        Dictionary<SessionId, List<IntakeBlock>> blocks = [];
        long lastNumber = 0;
        foreach (string path in folder.Segments())
        {
            lastNumber = Math.Max(lastNumber, IntakeFolder.NumberOf(path));
            if (TryOpen(files, path) is not { } segment)
                continue;
            segments.Add(segment);
            foreach ((SessionId session, IntakeBlock block) in segment.FindBlocks())
            {
                if (!blocks.TryGetValue(session, out List<IntakeBlock>? found))
                    blocks.Add(session, found = []);
                found.Add(block);
            }
        }
        return new RecoveredIntake(segments, [.. blocks.Select(pair => new RecoveredSession(pair.Key, Chain(pair.Value)))], lastNumber);
    }

    private static IntakeSegment? TryOpen(ISegmentFiles files, string path)
    {
        if (new FileInfo(path).Length < SegmentHeader.Size)
        {
            // Created and not yet allocated: nothing can be in it.
            File.Delete(path);
            return null;
        }
        SegmentFile file = files.Open(path);
        Span<byte> start = file.Memory.Slice(0, SegmentHeader.Size);
        if (SegmentHeader.TryRead(start, out SegmentHeader header))
            return IntakeSegment.Recovered(file, header);
        bool unused = !start.ContainsAnyExcept((byte)0);
        if (unused)
        {
            file.Delete();
            return null;
        }
        // Kept for a person to look at; its blocks can not be told from other bytes without the header.
        file.Dispose();
        File.Move(path, path + DamagedExtension, overwrite: false);
        return null;
    }

    private static IntakeBlock Chain(List<IntakeBlock> blocks)
    {
        blocks.Sort((left, right) => left.FirstSequence.CompareTo(right.FirstSequence));
        for (int at = 1; at < blocks.Count; at++)
            blocks[at - 1].Next = blocks[at];
        return blocks[0];
    }
}
