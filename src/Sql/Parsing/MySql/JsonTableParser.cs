using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary><c>JSON_TABLE(expression, path COLUMNS (..)) alias</c></summary>
internal static class JsonTableParser
{
    public static JsonTable Table(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Call(new SqlName(null, NameReader.Spelling(cursor, cursor.Current, summary) ?? "json_table"));
        cursor.Advance(2);
        var table = new JsonTable(ExpressionParser.Value(ref cursor, summary));
        if (!cursor.Accept(MySqlTokenKind.Comma))
            summary.Partial("a path was expected");
        ExpressionParser.Condition(ref cursor, summary);
        Columns(ref cursor, summary, table);
        Parentheses.Close(ref cursor, summary);
        table.Alias = NameReader.Alias(ref cursor, summary);
        return table;
    }

    private static void Columns(ref TokenCursor cursor, SummaryBuilder summary, JsonTable table)
    {
        if (!cursor.Accept(MySqlKeyword.Columns) || cursor.Kind != MySqlTokenKind.OpenParen || !cursor.TryEnter())
        {
            summary.Partial("the columns of JSON_TABLE could not be read");
            Salvage.Rest(ref cursor, summary);
            return;
        }
        cursor.Advance();
        do
            Column(ref cursor, summary, table);
        while (cursor.Accept(MySqlTokenKind.Comma));
        Parentheses.Close(ref cursor, summary);
        cursor.Leave();
    }

    private static void Column(ref TokenCursor cursor, SummaryBuilder summary, JsonTable table)
    {
        if (IsNested(cursor))
        {
            // NESTED [PATH] '$.a' COLUMNS (..)
            cursor.Advance();
            cursor.Accept(MySqlKeyword.Path);
            ExpressionParser.Condition(ref cursor, summary);
            Columns(ref cursor, summary, table);
            return;
        }
        if (NameReader.Identifier(ref cursor, summary) is { } name)
            table.Columns.Add(name);
        if (cursor.Accept(MySqlKeyword.For, MySqlKeyword.Ordinality))
            return;
        TypeParser.Type(ref cursor, summary);
        cursor.Accept(MySqlKeyword.Exists);
        if (!cursor.Accept(MySqlKeyword.Path))
            summary.Partial("PATH was expected");
        ExpressionParser.Condition(ref cursor, summary);
        while (cursor.Keyword is MySqlKeyword.Null or MySqlKeyword.Error or MySqlKeyword.Default)
        {
            if (!ArgumentParser.OnCondition(ref cursor, summary))
                summary.Partial("ON EMPTY or ON ERROR was expected");
        }
    }

    private static bool IsNested(in TokenCursor cursor) =>
        cursor.Kind == MySqlTokenKind.Word && (cursor.Next.Keyword == MySqlKeyword.Path || cursor.Next.Kind == MySqlTokenKind.String);
}
