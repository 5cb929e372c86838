using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>COPY: over the wire, to and from files of the server, and to and from programs that it runs.</summary>
internal static class CopyParser
{
    public static StatementKind Copy(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        SqlName? relation = null;
        if (cursor.Kind == TokenKind.OpenParen)
            StatementParser.Parenthesised(ref cursor, summary);
        else
        {
            cursor.Accept(PostgresKeyword.Binary);
            relation = NameReader.Relation(ref cursor, summary);
            if (cursor.Kind == TokenKind.OpenParen)
                Parentheses.Skip(ref cursor, summary);
        }
        bool isInput = cursor.Is(PostgresKeyword.From);
        if (!isInput && !cursor.Is(PostgresKeyword.To))
            summary.Partial("FROM or TO was expected");
        cursor.Advance();
        if (relation is { } name)
            summary.Touch(name, isInput ? AccessMode.Write : AccessMode.Read);
        StatementKind kind = summary.Add(Place(ref cursor, summary, isInput ? StatementKind.CopyIn : StatementKind.CopyOut));
        if (!isInput && kind != StatementKind.CopyOut)
            summary.StoresWhatItReads();
        Options(ref cursor, summary);
        return kind;
    }

    /// <summary>STDIN and STDOUT mean the same: the direction stands before them.</summary>
    private static StatementKind Place(ref TokenCursor cursor, SummaryBuilder summary, StatementKind overWire)
    {
        if (cursor.Keyword is PostgresKeyword.Stdin or PostgresKeyword.Stdout)
        {
            cursor.Advance();
            return overWire;
        }
        bool isProgram = cursor.Accept(PostgresKeyword.Program);
        if (!cursor.Current.IsString)
            summary.Partial("the place of a COPY could not be read");
        else
            cursor.Advance();
        return isProgram ? StatementKind.CopyProgram : StatementKind.CopyFile;
    }

    private static void Options(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (!cursor.AtStatementEnd && cursor.Kind != TokenKind.CloseParen)
        {
            if (cursor.Kind == TokenKind.OpenParen)
                Parentheses.SkipWords(ref cursor, summary);
            else if (cursor.Accept(PostgresKeyword.Where))
                ExpressionParser.Run(ref cursor, summary, ExpressionPlace.List);
            else
                cursor.Advance();
        }
    }
}
