using WireProxy.Masking;
using WireProxy.Masking.Postgres;
using WireProxy.Policy;
using WireProxy.Recording.Redaction;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sessions.Postgres;

/// <summary>Everything that a session needs to know of one statement text; shared by all sessions of the same scope.</summary>
/// <param name="Verdict">Whether it may run.</param>
/// <param name="Exposure">Whether what it returns can carry masked values where the wire names no origin.</param>
/// <param name="Effects">What running it may change under the session's feet.</param>
internal sealed record StatementJudgement(Verdict Verdict, Exposure Exposure, StatementEffects Effects)
{
    /// <summary>The reading of the catalog that it was judged with: with another one it has to be judged again.</summary>
    public required long CatalogReading { get; init; }

    /// <summary>What is known of the columns that it returns, or that a cursor which it declares will.</summary>
    public OutputMasks Outputs { get; init; } = OutputMasks.Unknown;

    /// <summary>The text and how it is read, kept where it may have to be judged again.</summary>
    public ReadOnlyMemory<byte> Text { get; init; }

    public LexicalContext Context { get; init; }

    /// <summary>The cursor that the text's only statement declares, fetches from or closes.</summary>
    public CursorReference? Cursor { get; init; }

    /// <summary>Whether any of its statements declares a cursor.</summary>
    public bool DeclaresCursors { get; init; }

    /// <summary>How the data of a COPY TO STDOUT in it may leave.</summary>
    public CopyOutPassage CopyOut { get; init; }

    /// <summary>The one COPY TO STDOUT that the text is, where its data can be read.</summary>
    public CopyToClient? Copy { get; init; }

    /// <summary>What of the text, and of what is sent to run it, is not recorded.</summary>
    public LiteralRedaction Redaction { get; init; } = LiteralRedaction.None;

    /// <summary>Whether only one reading of the text is possible; of several, only the strictest outcome holds for good.</summary>
    public ReadingCertainty Certainty { get; init; }

    /// <summary>What holds of a text of which this and another judgement are the possible readings.</summary>
    public StatementJudgement Stricter(StatementJudgement other)
    {
        if (Verdict.Kind == other.Verdict.Kind && Exposure == other.Exposure && Effects == other.Effects && Cursor == other.Cursor
            && CopyOut == other.CopyOut && Copy == other.Copy)
            return this with { Outputs = Outputs.Stricter(other.Outputs), Redaction = Redaction.Union(other.Redaction) };
        StatementJudgement decisive = other.Verdict.Kind == VerdictKind.Deny ? other : this;
        StatementEffects both = Effects & other.Effects & StatementEffects.SessionControl;
        return decisive with
        {
            Exposure = Exposure.Unproven,
            Outputs = OutputMasks.Unknown,
            Redaction = Redaction.Union(other.Redaction),
            Effects = ((Effects | other.Effects) & ~StatementEffects.SessionControl) | both,
            Cursor = null,
            CopyOut = CopyOutPassage.Refused,
            Copy = null,
            DeclaresCursors = DeclaresCursors || other.DeclaresCursors,
            Certainty = ReadingCertainty.Several,
        };
    }
}

/// <summary>How many readings of a text are possible.</summary>
internal enum ReadingCertainty : byte
{
    One,
    Several,
}

/// <summary>Side effects of a statement that invalidate what the session knows.</summary>
[Flags]
internal enum StatementEffects : byte
{
    None = 0,
    /// <summary>It may prepare or drop statements by name (SQL PREPARE, DEALLOCATE, unknown code).</summary>
    RenamesStatements = 1,
    /// <summary>It may change relations, so the catalog must be read again.</summary>
    ChangesCatalog = 2,
    /// <summary>It only controls the session or its transaction, so it never waits for the catalog.</summary>
    SessionControl = 4,
    /// <summary>It names a relation that the catalog did not have.</summary>
    NamesUnknownRelation = 8,
    /// <summary>Its rows are those of a cursor or statement that was named before, whatever that name means when it runs.</summary>
    ReturnsEarlierText = 16,
    /// <summary>It may check constraints and fire triggers that earlier statements deferred.</summary>
    FiresDeferred = 32,
    /// <summary>It may return a whole relation, so what others have made of its name meanwhile is looked up first.</summary>
    ReadsWholeRelation = 64,
    /// <summary>It gives a name to a text that can be run later (PREPARE, DECLARE).</summary>
    KeepsText = 128,
}
