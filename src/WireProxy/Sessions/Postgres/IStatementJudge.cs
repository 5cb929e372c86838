using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sessions.Postgres;

/// <summary>Judges statement texts for sessions of one policy scope.</summary>
internal interface IStatementJudge
{
    StatementJudgement Judge(ReadOnlySpan<byte> text, LexicalContext context, CatalogSnapshot catalog);

    /// <summary>An earlier judgement's text under the catalog of now.</summary>
    StatementJudgement Under(CatalogSnapshot catalog, StatementJudgement judgement);

    StatementJudgement JudgeFunctionCall();

    /// <summary>A text that was judged can be run later by a name.</summary>
    void NoteKept()
    {
    }
}
