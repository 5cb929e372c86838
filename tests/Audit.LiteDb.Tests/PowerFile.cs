namespace WireProxy.Audit.LiteDb.Tests;

/// <summary>The power goes off after so many writes and flushes over all files, and comes back when so many were refused.</summary>
internal sealed class PowerSupply(int operations, int refusals = int.MaxValue)
{
    private int _refused;

    /// <summary>How many there were.</summary>
    public int Used { get; private set; }

    public bool IsOff => Used >= operations && _refused < refusals;

    public void Use()
    {
        if (IsOff)
        {
            _refused++;
            throw new IOException("the power is off");
        }
        Used++;
    }
}

/// <summary>A file in memory of which only what was flushed is sure to outlast a loss of power.</summary>
internal sealed class PowerFile(PowerSupply power, byte[] onDisk) : Stream
{
    private readonly MemoryStream _now = Filled(onDisk);
    private readonly List<Action<MemoryStream>> _unflushed = [];
    private MemoryStream _onDisk = Filled(onDisk);

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _now.Length;

    public override long Position
    {
        get => _now.Position;
        set => _now.Position = value;
    }

    /// <summary>What is there after a loss of power: of what was not flushed, some, from the first on; or of pages that are overwritten, any.</summary>
    public byte[] AfterLoss(Random random, LossOf loss)
    {
        int count = random.Next(_unflushed.Count + 1);
        IEnumerable<Action<MemoryStream>> kept = loss == LossOf.TheLast ? _unflushed.Take(count) : _unflushed.Where(_ => random.Next(2) == 0);
        foreach (Action<MemoryStream> write in kept)
            write(_onDisk);
        return _onDisk.ToArray();
    }

    public override void Flush()
    {
        power.Use();
        _unflushed.Clear();
        _onDisk = Filled(_now.ToArray());
    }

    public override int Read(byte[] buffer, int offset, int count) => _now.Read(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => _now.Seek(offset, origin);

    public override void SetLength(long value) => Do(file => file.SetLength(value));

    public override void Write(byte[] buffer, int offset, int count)
    {
        long position = _now.Position;
        byte[] written = buffer[offset..(offset + count)];
        Do(file =>
        {
            file.Position = position;
            file.Write(written);
        });
    }

    private void Do(Action<MemoryStream> change)
    {
        power.Use();
        _unflushed.Add(change);
        change(_now);
    }

    private static MemoryStream Filled(byte[] bytes)
    {
        var file = new MemoryStream();
        file.Write(bytes);
        return file;
    }
}

/// <summary>What a loss of power takes of writes that were not flushed.</summary>
internal enum LossOf
{
    /// <summary>A file that grows: its end.</summary>
    TheLast,

    /// <summary>A file whose pages are overwritten: some of them.</summary>
    Any,
}
