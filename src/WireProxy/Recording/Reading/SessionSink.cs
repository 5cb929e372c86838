using WireProxy.Audit.Records;

namespace WireProxy.Recording.Reading;

/// <summary>
/// Takes what a reader finds in the two byte streams of a recorded session, in the recorded order and in no protocol's
/// words. What comes between <see cref="Sent"/> and <see cref="Answered"/> of one statement may be mixed with other statements'.
/// </summary>
internal abstract class SessionSink
{
    /// <summary>Who the caller says to be; null is not said.</summary>
    public virtual void Identified(SessionIdentity identity)
    {
    }

    /// <summary>The client asked for something.</summary>
    public virtual void Sent(RunningStatement statement)
    {
    }

    /// <summary>The server gave a prepared statement a number, by which later messages name it. Not in every protocol.</summary>
    public virtual void Numbered(RunningStatement statement, uint number)
    {
    }

    /// <summary>Rows of a new result follow.</summary>
    public virtual void ResultBegan(RunningStatement statement, RecordedResult result)
    {
    }

    public virtual void Row(RunningStatement statement, in RecordedRow row)
    {
    }

    /// <summary>A command was carried out, with or without rows.</summary>
    public virtual void ResultEnded(RunningStatement statement, ResultEnd end)
    {
    }

    /// <param name="statement">Null when the error answers none.</param>
    /// <param name="error">What the client was told.</param>
    public virtual void Failed(RunningStatement? statement, RecordedError error)
    {
    }

    public virtual void Noticed(RecordedError notice)
    {
    }

    /// <summary>A bulk transfer begins that the statement asked for.</summary>
    public virtual void CopyBegan(RunningStatement statement, RecordedSide from, CopyForm form)
    {
    }

    /// <summary>A piece of a bulk transfer: COPY data or a file of the client's. Pieces are not rows.</summary>
    public virtual void Copied(RunningStatement? statement, in CopiedData data)
    {
    }

    /// <summary>The server has answered this one in full.</summary>
    /// <param name="statement">Knows its text, its rows and its error now.</param>
    /// <param name="at">The session's clock.</param>
    public virtual void Answered(RunningStatement statement, TimeSpan at)
    {
    }

    /// <summary>
    /// The server has come to the end of a turn and is past this place in the client's bytes: what it did not answer before,
    /// it skipped. A turn is all that is answered together, a command or a batch.
    /// </summary>
    public virtual void SkippedBefore(long offset)
    {
    }

    /// <summary>The client said goodbye.</summary>
    public virtual void Left()
    {
    }
}
