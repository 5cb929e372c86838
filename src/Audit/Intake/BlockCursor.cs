namespace WireProxy.Audit.Intake;

/// <summary>The sealer's place in a session's blocks: what it has read, and what it may give back once that is in the store.</summary>
internal sealed class BlockCursor(IRecordSource source)
{
    private IntakeBlock? _block;
    private IntakeBlock? _oldest;
    private int _at = BlockHeader.Size;

    /// <summary>Bytes that can be read now.</summary>
    public long Available
    {
        get
        {
            long available = 0;
            int from = _at;
            for (IntakeBlock? block = _block ?? source.First; block is not null; block = block.Next)
            {
                available += block.Committed - from;
                from = BlockHeader.Size;
            }
            return available;
        }
    }

    /// <summary>Whole records that were not read yet, up to the end of a block; empty when there are none.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        _oldest ??= _block = source.First;
        while (_block is { } block)
        {
            bool frozen = block.IsFrozen;
            int committed = block.Committed;
            if (_at < committed)
                return block.Read(_at, committed);
            if (!frozen || block.Next is not { } next)
                return default;
            _block = next;
            _at = BlockHeader.Size;
        }
        return default;
    }

    public void Advance(int bytes) => _at += bytes;

    /// <summary>Everything read is in the store.</summary>
    public void Release()
    {
        for (; _oldest is { } block && block != _block; _oldest = block.Next)
            block.Release();
        if (_block is not { } last)
            return;
        source.Forget(last);
        bool frozen = last.IsFrozen;
        if (frozen && _at == last.Committed)
            last.Release();
    }
}
