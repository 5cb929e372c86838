using System.Collections.Immutable;
using WireProxy.Policy;
using WireProxy.Recording.Redaction;
using WireProxy.Sessions.MySql.Masked;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sessions.MySql.Statements;

/// <summary>Everything that a session needs to know of one statement text; shared by all sessions of the same scope.</summary>
/// <param name="Verdict">Whether it may run.</param>
/// <param name="Effects">What running it may change under the session's feet.</param>
internal sealed record StatementJudgement(Verdict Verdict, StatementEffects Effects)
{
    /// <summary>How the text was read: under another reading it would have to be judged again.</summary>
    public required LexicalContext Context { get; init; }

    /// <summary>The policies that it was judged under; their masks hold for its results.</summary>
    public required SessionPolicy Policy { get; init; }

    /// <summary>What the text says.</summary>
    public required StatementBatch Batch { get; init; }

    /// <summary>What is masked of its results; null in a session without masks.</summary>
    public JudgedMasks? Masks { get; init; }

    /// <summary>The text and the scope it was judged in, kept where it may have to be judged again; else null.</summary>
    public JudgedText? Text { get; init; }

    /// <summary>What of the text, and of what is sent to run it, is not recorded.</summary>
    public LiteralRedaction Redaction { get; init; } = LiteralRedaction.None;

    /// <summary>The connections that it would kill.</summary>
    public ImmutableArray<ulong> KillTargets { get; init; } = [];
}

/// <summary>Side effects of a text.</summary>
[Flags]
internal enum StatementEffects : byte
{
    None = 0,
    /// <summary>It may change how the server reads later texts, or where it looks names up.</summary>
    ChangesSettings = 1,
    /// <summary>It has the server ask the client for a file.</summary>
    LoadsLocalFile = 2,
}

/// <summary>A text as it was judged.</summary>
internal sealed record JudgedText(byte[] Sql, JudgingScope Scope);
