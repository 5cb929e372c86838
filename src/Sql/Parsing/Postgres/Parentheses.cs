using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>Passes parenthesised lists that can name neither relations nor functions: columns, options, aliases.</summary>
internal static class Parentheses
{
    /// <summary>Goes past the group at the cursor. A query inside would not be seen, so it makes the summary partial.</summary>
    public static void Skip(ref TokenCursor cursor, SummaryBuilder summary)
    {
        int depth = 0;
        do
        {
            switch (cursor.Kind)
            {
                case TokenKind.OpenParen:
                    depth++;
                    break;
                case TokenKind.CloseParen:
                    depth--;
                    break;
                case TokenKind.End or TokenKind.Semicolon:
                    summary.Partial("parentheses are not balanced");
                    return;
            }
            if (cursor.Keyword is PostgresKeyword.Select or PostgresKeyword.From)
                summary.Partial("a query stands where a list was expected");
            cursor.Advance();
        }
        while (depth > 0);
    }
}
