using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>RENAME TABLE and RENAME USER.</summary>
internal static class RenameParser
{
    public static StatementKind Rename(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        if (cursor.Accept(MySqlKeyword.User))
            DefinitionParser.SkipRest(ref cursor, summary);
        else if (cursor.Accept(MySqlKeyword.Table) || cursor.Accept(MySqlKeyword.Tables))
            Tables(ref cursor, summary);
        else
            summary.Partial("what it renames is not known");
        return summary.Add(StatementKind.Alter);
    }

    private static void Tables(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.StoresWhatItReads();
        CreateParser.IfExists(ref cursor);
        do
        {
            NameReader.Target(ref cursor, summary, AccessMode.Write);
            LockParser.Patience(ref cursor);
            if (!cursor.Accept(MySqlKeyword.To))
                summary.Partial("TO was expected");
            NameReader.Target(ref cursor, summary, AccessMode.Write);
        }
        while (cursor.Accept(MySqlTokenKind.Comma));
    }
}
