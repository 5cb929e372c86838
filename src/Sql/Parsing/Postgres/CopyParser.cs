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
        Range source;
        Range? columns = null;
        CopyFormat format = CopyFormat.Text;
        if (cursor.Kind == TokenKind.OpenParen)
        {
            int start = cursor.Current.End;
            StatementParser.Parenthesised(ref cursor, summary);
            source = start..Math.Max(start, cursor.Previous.Start);
        }
        else
        {
            if (cursor.Accept(PostgresKeyword.Binary))
                format = CopyFormat.Binary;
            int start = cursor.Current.Start;
            relation = NameReader.Relation(ref cursor, summary);
            source = start..Math.Max(start, cursor.Previous.End);
            if (cursor.Kind == TokenKind.OpenParen)
                columns = Columns(ref cursor, summary);
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
        if (kind == StatementKind.CopyOut && CopyLayoutParser.Read(cursor, format) is { } layout)
            summary.Copy = new CopyToClient(relation is null ? CopySource.Query : CopySource.Relation, source, columns, layout) { Relation = relation };
        Options(ref cursor, summary);
        return kind;
    }

    private static Range Columns(ref TokenCursor cursor, SummaryBuilder summary)
    {
        int start = cursor.Current.End;
        Parentheses.Skip(ref cursor, summary);
        return start..Math.Max(start, cursor.Previous.Start);
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
