using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Postgres.Bodies;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>CALL and DO.</summary>
internal static class CallParser
{
    public static StatementKind Call(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Accept(PostgresKeyword.Do))
        {
            Code(ref cursor, summary);
            return summary.Add(StatementKind.Do);
        }
        cursor.Advance();
        ExpressionParser.Run(ref cursor, summary, ExpressionPlace.Element);
        return summary.Add(StatementKind.Call);
    }

    /// <summary><c>[LANGUAGE name] 'code'</c>, in any order. What it reads it may store: variables carry values from one to the other.</summary>
    private static void Code(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Carries(CodeUse.Runs);
        summary.StoresWhatItReads();
        var language = CodeLanguage.Plpgsql;
        Token? code = null;
        while (!cursor.AtStatementEnd)
        {
            if (cursor.Accept(PostgresKeyword.Language))
                language = LanguageClause.Read(ref cursor);
            else if (cursor.Current.IsString && code is null)
            {
                code = cursor.Current;
                cursor.Advance();
            }
            else
            {
                summary.Partial("a DO could not be read");
                Salvage.Rest(ref cursor, summary);
            }
        }
        if (code is { } literal)
            CodeText.Read(cursor, literal, language, summary);
    }
}
