using WireProxy.Audit.Records;

namespace WireProxy.Audit.Intake;

/// <summary>
/// Disk space that is set aside for the ends of sessions: a full disk ends them, and each recording can still say so. Used
/// under the lock of the pool.
/// </summary>
internal sealed class IntakeReserve
{
    /// <summary>A block for each of a thousand sessions; most find room for their end in the block that they have.</summary>
    public const int Bytes = 4 << 20;

    private IntakeSegment? _segment;
    private bool _isUsed;

    public bool IsMissing => _segment is null;

    public bool HasRoom(int needed) => _segment?.Room >= needed;

    /// <summary>The segment, when this is its first use.</summary>
    public IntakeSegment? Use()
    {
        if (_isUsed)
            return null;
        _isUsed = true;
        return _segment;
    }

    public IntakeBlock Allocate(SessionId session, long firstSequence, int size) => _segment!.Allocate(session, firstSequence, size);

    /// <summary>Sets a segment aside; returns the one that is.</summary>
    public IntakeSegment Fill(IntakeSegment segment) => _segment ??= segment;

    /// <summary>There is room again, or nothing more comes: what was used goes the way of the other segments.</summary>
    public void CloseUsed()
    {
        if (!_isUsed)
            return;
        _segment!.Close();
        _segment = null;
        _isUsed = false;
    }

    public void DeleteUnused()
    {
        _segment?.Delete();
        _segment = null;
    }
}
