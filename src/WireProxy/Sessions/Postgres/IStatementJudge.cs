using WireProxy.Masking;
using WireProxy.Masking.Catalog;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sessions.Postgres;

/// <summary>Judges statement texts for sessions of one policy scope.</summary>
internal interface IStatementJudge
{
    StatementJudgement Judge(ReadOnlySpan<byte> text, LexicalContext context, CatalogSnapshot catalog);

    /// <summary>What an earlier judgement's text can show under the catalog of now.</summary>
    Exposure ExposureUnder(CatalogSnapshot catalog, StatementJudgement judgement);

    StatementJudgement JudgeFunctionCall();
}
