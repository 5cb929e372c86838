using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Statements of stored programs: blocks, branches and loops, and the ordinary statements in them.</summary>
internal static class BodyParser
{
    /// <summary>MariaDB's compound statements outside of stored programs: every query in them may return rows.</summary>
    public static StatementKind Anonymous(ref TokenCursor cursor, SummaryBuilder summary)
    {
        Statement(ref cursor, summary);
        summary.ForgetBody();
        summary.Result = ResultColumns.Unknown;
        return summary.Add(StatementKind.Do);
    }

    public static void Statement(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.TryEnter())
        {
            Salvage.NestedTooDeep(ref cursor, summary);
            return;
        }
        if (cursor.Current.IsName && cursor.Next.Kind == MySqlTokenKind.Colon)
            cursor.Advance(2);
        ByFirstWord(ref cursor, summary);
        cursor.Leave();
    }

    private static void ByFirstWord(ref TokenCursor cursor, SummaryBuilder summary)
    {
        switch (cursor.Keyword)
        {
            case MySqlKeyword.Begin:
                cursor.Advance();
                cursor.Accept(MySqlKeyword.Not, MySqlKeyword.Atomic);
                Block(ref cursor, summary, MySqlKeyword.None);
                break;
            case MySqlKeyword.If:
                BranchParser.If(ref cursor, summary);
                break;
            case MySqlKeyword.Case:
                BranchParser.Case(ref cursor, summary);
                break;
            case MySqlKeyword.Loop or MySqlKeyword.While or MySqlKeyword.Repeat or MySqlKeyword.For:
                LoopParser.Loop(ref cursor, summary);
                break;
            case MySqlKeyword.Declare:
                DeclarationParser.Declare(ref cursor, summary);
                break;
            case MySqlKeyword.Return:
                cursor.Advance();
                ExpressionParser.Condition(ref cursor, summary);
                break;
            case MySqlKeyword.Leave or MySqlKeyword.Iterate:
                cursor.Advance();
                NameReader.Identifier(ref cursor, summary);
                break;
            case MySqlKeyword.Open or MySqlKeyword.Close or MySqlKeyword.Fetch:
                Cursor(ref cursor, summary);
                break;
            default:
                StatementParser.Statement(ref cursor, summary);
                break;
        }
    }

    /// <summary>Statements up to END and the word that ends this kind of block.</summary>
    public static void Block(ref TokenCursor cursor, SummaryBuilder summary, MySqlKeyword closing)
    {
        Sequence(ref cursor, summary);
        if (!cursor.Accept(MySqlKeyword.End) || (closing != MySqlKeyword.None && !cursor.Accept(closing)))
        {
            summary.Partial("the end of a block was expected");
            Salvage.Rest(ref cursor, summary);
            return;
        }
        // The label again, if there is one.
        if (cursor.Current.IsName)
            cursor.Advance();
    }

    /// <summary>Statements, each with its semicolon, up to a word that ends or divides a block.</summary>
    public static void Sequence(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (cursor.Keyword is not (MySqlKeyword.End or MySqlKeyword.Else or MySqlKeyword.Elseif or MySqlKeyword.When or MySqlKeyword.Until))
        {
            Statement(ref cursor, summary);
            if (!cursor.Accept(MySqlTokenKind.Semicolon))
            {
                summary.Partial("a statement of a block could not be read to its end");
                Salvage.Rest(ref cursor, summary);
                if (!cursor.Accept(MySqlTokenKind.Semicolon))
                    return;
            }
        }
    }

    /// <summary><c>OPEN c (1)</c>, <c>FETCH NEXT FROM c INTO a, b</c>, <c>CLOSE c</c></summary>
    private static void Cursor(ref TokenCursor cursor, SummaryBuilder summary)
    {
        // FETCH GROUP NEXT ROW of MariaDB's aggregate functions
        if (cursor.Accept(MySqlKeyword.Fetch, MySqlKeyword.Group))
        {
            cursor.Accept(MySqlKeyword.Next, MySqlKeyword.Row);
            return;
        }
        bool isFetch = cursor.Accept(MySqlKeyword.Fetch);
        if (!isFetch)
            cursor.Advance();
        cursor.Accept(MySqlKeyword.Next, MySqlKeyword.From);
        cursor.Accept(MySqlKeyword.From);
        NameReader.Identifier(ref cursor, summary);
        if (cursor.Kind == MySqlTokenKind.OpenParen)
            ExpressionParser.Group(ref cursor, summary);
        if (!isFetch)
            return;
        summary.StoresWhatItReads();
        if (!cursor.Accept(MySqlKeyword.Into))
            summary.Partial("INTO was expected");
        do
        {
            if (!cursor.Accept(MySqlTokenKind.UserVariable))
                NameReader.Qualified(ref cursor, summary);
        }
        while (cursor.Accept(MySqlTokenKind.Comma));
    }
}
