using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;
using WireProxy.Sql.Parsing.Lineages;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>
/// One attempt to read a statement for the columns that it returns. These readers follow the grammar to the letter: at the
/// first token that they do not expect the attempt has failed, and nothing is known.
/// </summary>
/// <param name="isPure">Whether the result of a function depends on its arguments and public facts alone.</param>
/// <param name="shapes">What is known of relations and functions.</param>
internal sealed class Reading(Func<SqlName, bool> isPure, IRelationShapes? shapes)
{
    // Nested parentheses can be looked through many times.
    private int _tokensAhead = 100_000;

    /// <summary>Takes what the readers of names and types note.</summary>
    public SummaryBuilder Notes { get; } = new();

    public bool HasFailed => Notes.IsPartial;

    /// <summary>Modifications inside WITH.</summary>
    public int Modifications { get; set; }

    /// <summary>Takes what the statement stores; null where nobody asks.</summary>
    public List<StoredQuery>? Stored { get; init; }

    /// <summary>The query that is the statement itself.</summary>
    public Query? Outermost { get; set; }

    public bool IsPure(SqlName function) => isPure(function);

    /// <summary>Whether a function that is not pure may be known by its body.</summary>
    public bool HasRoutine(SqlName function) => shapes is not null && shapes.HasRoutine(function);

    /// <summary>Ends the attempt: the cursor goes to the end, so that every loop ends there, too.</summary>
    public void Fail(ref TokenCursor cursor)
    {
        Notes.Partial("its columns can not be followed");
        while (!cursor.AtStatementEnd)
            cursor.Advance();
    }

    /// <summary>Pays for one token of looking ahead; false when it has been too many.</summary>
    public bool TryLookAhead() => --_tokensAhead >= 0;

    public void Expect(ref TokenCursor cursor, TokenKind kind)
    {
        if (!cursor.Accept(kind))
            Fail(ref cursor);
    }

    public void Expect(ref TokenCursor cursor, PostgresKeyword keyword)
    {
        if (!cursor.Accept(keyword))
            Fail(ref cursor);
    }

    public string Name(in TokenCursor cursor, Token word) => NameReader.Spelling(cursor, word, Notes) ?? "";
}
