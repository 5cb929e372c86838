using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>The columns, constraints and LIKE clauses in the parentheses of CREATE TABLE.</summary>
internal static class TableElementParser
{
    public static void List(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.TryEnter())
        {
            Salvage.NestedTooDeep(ref cursor, summary);
            return;
        }
        cursor.Advance();
        do
            Element(ref cursor, summary);
        while (cursor.Accept(TokenKind.Comma));
        if (!cursor.Accept(TokenKind.CloseParen))
            summary.Partial("a list of table elements could not be read");
        cursor.Leave();
    }

    private static void Element(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Accept(PostgresKeyword.Like))
            NameReader.Target(ref cursor, summary, AccessMode.Read);
        else if (cursor.Current.IsColumnName && !cursor.Is(PostgresKeyword.Exclude, PostgresKeyword.Using))
            Column(ref cursor, summary);
        DefinitionParser.Element(ref cursor, summary);
    }

    /// <summary>Columns of typed tables and of CREATE TABLE AS have no type; their constraints start with reserved words.</summary>
    public static void Column(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        TypeParser.Skip(ref cursor, summary);
    }
}
