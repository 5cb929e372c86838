namespace WireProxy.Sessions.MySql;

/// <summary>
/// A file that the server asked the client for: what the client sends next is its contents, up to an empty packet, and
/// no command. The server's side begins it, the client's side ends it.
/// </summary>
internal sealed class InfileTransfer
{
    private volatile Stage _stage;

    /// <summary>The client sends a file.</summary>
    public bool IsRunning => _stage == Stage.Running;

    /// <summary>The client was not asked; the server still waits for the end of the file.</summary>
    public bool IsDeclined => _stage == Stage.Declined;

    /// <summary>The sequence id that the server expects next.</summary>
    public byte NextSequence { get; private set; }

    public void Begin(byte nextSequence)
    {
        NextSequence = nextSequence;
        _stage = Stage.Running;
    }

    public void Decline(byte nextSequence)
    {
        NextSequence = nextSequence;
        _stage = Stage.Declined;
    }

    /// <summary>A packet of the file has passed.</summary>
    public void Continue(byte nextSequence) => NextSequence = nextSequence;

    public void End() => _stage = Stage.None;

    private enum Stage : byte
    {
        None,
        Running,
        Declined,
    }
}
