using WireProxy.Masking;
using WireProxy.Policy;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sessions.Postgres;

/// <summary>Everything that a session needs to know of one statement text; shared by all sessions of the same scope.</summary>
/// <param name="Verdict">Whether it may run.</param>
/// <param name="Exposure">Whether what it returns can carry masked values where the wire names no origin.</param>
/// <param name="Effects">What running it may change under the session's feet.</param>
internal sealed record StatementJudgement(Verdict Verdict, Exposure Exposure, StatementEffects Effects)
{
    /// <summary>The catalog that <see cref="Exposure"/> was proven with: with another one it has to be proven again.</summary>
    public required long CatalogVersion { get; init; }

    /// <summary>The text and how it is read, kept where it may have to be judged again.</summary>
    public ReadOnlyMemory<byte> Text { get; init; }

    public LexicalContext Context { get; init; }

    /// <summary>The cursor that the text's only statement declares or fetches from.</summary>
    public CursorReference? Cursor { get; init; }

    /// <summary>Whether any of its statements declares a cursor.</summary>
    public bool DeclaresCursors { get; init; }
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
}
