using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Postgres.Bodies;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>
/// CREATE FUNCTION and CREATE PROCEDURE, with the body: in SQL (RETURN, BEGIN ATOMIC), or in a literal in the language that is
/// named before or behind it.
/// </summary>
internal static class CreateRoutineParser
{
    public static void Routine(ref TokenCursor cursor, SummaryBuilder summary)
    {
        NameReader.Any(ref cursor, summary);
        summary.Carries(CodeUse.Defines);
        var language = CodeLanguage.Unknown;
        Token? body = null;
        while (!DefinitionParser.AtEnd(cursor))
        {
            if (cursor.Is(PostgresKeyword.Begin, PostgresKeyword.Atomic))
                Body(ref cursor, summary);
            else if (cursor.Kind == TokenKind.OpenParen)
                ExpressionParser.Group(ref cursor, summary);
            else if (cursor.Is(PostgresKeyword.As) && cursor.Next.IsString)
            {
                if (body is not null)
                    summary.Partial("a routine has two bodies");
                body = cursor.Next;
                cursor.Advance(2);
            }
            else if (cursor.Accept(PostgresKeyword.Language))
                language = LanguageClause.Read(ref cursor);
            else
                Option(ref cursor, summary);
        }
        if (body is { } literal)
            Text(cursor, literal, language, summary);
    }

    private static void Text(in TokenCursor cursor, Token body, CodeLanguage language, SummaryBuilder summary)
    {
        if (language is CodeLanguage.C or CodeLanguage.Internal)
            summary.Carries(CodeUse.Links);
        summary.StoresWhatItReads();
        CodeText.Read(cursor, body, language, summary);
    }

    private static void Option(ref TokenCursor cursor, SummaryBuilder summary)
    {
        PostgresKeyword keyword = cursor.Keyword;
        cursor.Advance();
        switch (keyword)
        {
            case PostgresKeyword.Returns when cursor.Accept(PostgresKeyword.Table):
                if (cursor.Kind == TokenKind.OpenParen)
                    Parentheses.Skip(ref cursor, summary);
                break;
            case PostgresKeyword.Return:
                summary.StoresWhatItReads();
                ExpressionParser.Run(ref cursor, summary, ExpressionPlace.List);
                break;
            case PostgresKeyword.Set when cursor.Current.IsWord:
                // The setting holds while the body is read and runs.
                if (NameReader.Any(ref cursor, summary) is { Schema: null } setting)
                    SettingChange.Judge(setting.Name, null, summary);
                break;
        }
    }

    /// <summary><c>BEGIN ATOMIC statement; ... END</c>: these semicolons do not end the CREATE.</summary>
    private static void Body(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.StoresWhatItReads();
        cursor.Advance(2);
        while (!cursor.Accept(PostgresKeyword.End))
        {
            if (cursor.Kind == TokenKind.End)
            {
                summary.Partial("END was expected");
                return;
            }
            if (cursor.Accept(TokenKind.Semicolon))
                continue;
            if (cursor.Accept(PostgresKeyword.Return))
                ExpressionParser.Run(ref cursor, summary, ExpressionPlace.List);
            else
                StatementParser.Statement(ref cursor, summary);
            if (cursor.Kind == TokenKind.Semicolon)
                continue;
            summary.Partial("the body of a routine could not be read");
            Salvage.Rest(ref cursor, summary);
        }
    }
}
