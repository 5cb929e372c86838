using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>The actions of ALTER TABLE; those that give data another name are movement.</summary>
internal static class AlterTableParser
{
    /// <summary>The cursor stands behind TABLE.</summary>
    public static void Table(ref TokenCursor cursor, SummaryBuilder summary)
    {
        CreateParser.IfExists(ref cursor);
        NameReader.Target(ref cursor, summary, AccessMode.Write);
        while (!cursor.AtStatementEnd && TryAction(ref cursor, summary))
        {
        }
    }

    private static bool TryAction(ref TokenCursor cursor, SummaryBuilder summary)
    {
        switch (cursor.Keyword)
        {
            case MySqlKeyword.Rename:
                Rename(ref cursor, summary);
                return true;
            case MySqlKeyword.Change:
                summary.StoresWhatItReads();
                cursor.Advance();
                return true;
            case MySqlKeyword.Exchange:
                // EXCHANGE PARTITION p WITH TABLE t
                summary.StoresWhatItReads();
                while (!cursor.AtStatementEnd && !cursor.Is(MySqlKeyword.Table))
                    cursor.Advance();
                cursor.Advance();
                NameReader.Target(ref cursor, summary, AccessMode.Write);
                return true;
            case MySqlKeyword.Convert when cursor.Next.Keyword is MySqlKeyword.Table or MySqlKeyword.Partition:
                Convert(ref cursor, summary);
                return true;
            case MySqlKeyword.Truncate:
                summary.Add(StatementKind.Truncate);
                cursor.Advance();
                return true;
            case MySqlKeyword.Drop or MySqlKeyword.Discard or MySqlKeyword.Import or MySqlKeyword.Coalesce or MySqlKeyword.Reorganize:
                cursor.Advance();
                return true;
            case MySqlKeyword.As when cursor.Next.Kind == MySqlTokenKind.OpenParen:
                // A generated column copies what its expression reads.
                summary.StoresWhatItReads();
                return DefinitionParser.TrySkip(ref cursor, summary);
            default:
                return CreateTableParser.TryOption(ref cursor, summary);
        }
    }

    /// <summary><c>RENAME TO t</c>, <c>RENAME COLUMN a TO b</c>, <c>RENAME INDEX a TO b</c></summary>
    private static void Rename(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        if (cursor.Keyword is MySqlKeyword.Index or MySqlKeyword.Key)
        {
            cursor.Advance();
            CreateParser.IfExists(ref cursor);
            cursor.Advance();
            cursor.Accept(MySqlKeyword.To);
            NameReader.Identifier(ref cursor, summary);
            return;
        }
        summary.StoresWhatItReads();
        if (cursor.Is(MySqlKeyword.Column))
        {
            cursor.Advance();
            CreateParser.IfExists(ref cursor);
            NameReader.Identifier(ref cursor, summary);
            cursor.Accept(MySqlKeyword.To);
            NameReader.Identifier(ref cursor, summary);
            return;
        }
        if (cursor.Keyword is MySqlKeyword.To or MySqlKeyword.As || cursor.Kind == MySqlTokenKind.Equals)
            cursor.Advance();
        NameReader.Target(ref cursor, summary, AccessMode.Write);
    }

    /// <summary><c>CONVERT PARTITION p TO TABLE t</c>, <c>CONVERT TABLE t TO PARTITION p VALUES ..</c></summary>
    private static void Convert(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.StoresWhatItReads();
        cursor.Advance();
        if (cursor.Accept(MySqlKeyword.Table))
        {
            NameReader.Target(ref cursor, summary, AccessMode.Write);
            return;
        }
        cursor.Advance(2);
        if (!cursor.Accept(MySqlKeyword.To, MySqlKeyword.Table))
            summary.Partial("TO TABLE was expected");
        NameReader.Target(ref cursor, summary, AccessMode.Write);
    }
}
