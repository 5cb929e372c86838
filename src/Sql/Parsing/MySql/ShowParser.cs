using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>SHOW, HELP and USE.</summary>
internal static class ShowParser
{
    private enum ShownRelation : byte
    {
        None,
        BehindFrom,
    }

    public static StatementKind Show(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Accept(MySqlKeyword.Use))
        {
            summary.UsesDatabase = NameReader.Identifier(ref cursor, summary);
            return summary.Add(StatementKind.Set);
        }
        summary.Result = ResultColumns.Unknown;
        ShownRelation shown = Shown(cursor);
        cursor.Advance();
        if (cursor.Is(MySqlKeyword.Create) && cursor.Next.Keyword is MySqlKeyword.Table or MySqlKeyword.View or MySqlKeyword.Sequence)
        {
            cursor.Advance(2);
            CreateParser.IfNotExists(ref cursor);
            NameReader.Target(ref cursor, summary, AccessMode.Read);
        }
        Clauses(ref cursor, summary, shown);
        return summary.Add(StatementKind.Show);
    }

    /// <summary>FROM names a relation behind COLUMNS, FIELDS, INDEX, INDEXES and KEYS; else a database, a log or nothing.</summary>
    private static ShownRelation Shown(in TokenCursor cursor)
    {
        TokenCursor ahead = cursor;
        ahead.Advance();
        while (ahead.Keyword is MySqlKeyword.Extended or MySqlKeyword.Full)
            ahead.Advance();
        return ahead.Keyword is MySqlKeyword.Columns or MySqlKeyword.Index or MySqlKeyword.Indexes or MySqlKeyword.Keys
            || (ahead.Keyword == MySqlKeyword.None && ahead.Next.Keyword is MySqlKeyword.From or MySqlKeyword.In)
            ? ShownRelation.BehindFrom
            : ShownRelation.None;
    }

    private static void Clauses(ref TokenCursor cursor, SummaryBuilder summary, ShownRelation shown)
    {
        while (!cursor.AtStatementEnd)
        {
            if (cursor.Accept(MySqlKeyword.Where) || cursor.Is(MySqlKeyword.Limit))
            {
                if (cursor.Is(MySqlKeyword.Limit))
                    QueryTailParser.Limit(ref cursor, summary);
                else
                    ExpressionParser.Condition(ref cursor, summary);
            }
            else if (cursor.Is(MySqlKeyword.For) && cursor.Next.Kind == MySqlTokenKind.OpenParen)
            {
                // SHOW EXPLAIN FOR (expression)
                cursor.Advance();
                ExpressionParser.Condition(ref cursor, summary);
            }
            else if (shown == ShownRelation.BehindFrom && cursor.Keyword is MySqlKeyword.From or MySqlKeyword.In)
            {
                shown = ShownRelation.None;
                Relation(ref cursor, summary);
            }
            else if (!DefinitionParser.TrySkip(ref cursor, summary))
                return;
        }
    }

    /// <summary><c>FROM table FROM database</c></summary>
    private static void Relation(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        SqlName? name = NameReader.Qualified(ref cursor, summary);
        string? database = null;
        if (cursor.Keyword is MySqlKeyword.From or MySqlKeyword.In)
        {
            cursor.Advance();
            database = NameReader.Identifier(ref cursor, summary);
        }
        if (name is { } relation)
            summary.ReadStored(database is null ? relation : relation with { Schema = database });
    }
}
