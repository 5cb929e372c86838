using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>DECLARE of variables, conditions, cursors and handlers.</summary>
internal static class DeclarationParser
{
    public static void Declare(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        if (cursor.Keyword is MySqlKeyword.Continue or MySqlKeyword.Exit or MySqlKeyword.Undo)
        {
            Handler(ref cursor, summary);
            return;
        }
        do
            NameReader.Identifier(ref cursor, summary);
        while (cursor.Accept(MySqlTokenKind.Comma));
        if (cursor.Accept(MySqlKeyword.Cursor))
            Cursor(ref cursor, summary);
        else if (cursor.Accept(MySqlKeyword.Condition))
        {
            if (!cursor.Accept(MySqlKeyword.For))
                summary.Partial("FOR was expected");
            ConditionValue(ref cursor, summary);
        }
        else
            Variable(ref cursor, summary);
    }

    private static void Variable(ref TokenCursor cursor, SummaryBuilder summary)
    {
        TypeParser.Type(ref cursor, summary);
        if (!cursor.Accept(MySqlKeyword.Default) && !cursor.Accept(MySqlTokenKind.Assign))
            return;
        Expression value = ExpressionParser.Value(ref cursor, summary);
        if (value.Queries is not null || value.IsOpaque)
            summary.StoresWhatItReads();
    }

    private static void Cursor(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Kind == MySqlTokenKind.OpenParen)
            DefinitionParser.Group(ref cursor, summary);
        if (!cursor.Accept(MySqlKeyword.For))
            summary.Partial("FOR was expected");
        StatementParser.Statement(ref cursor, summary);
    }

    private static void Handler(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        if (!cursor.Accept(MySqlKeyword.Handler, MySqlKeyword.For))
            summary.Partial("HANDLER FOR was expected");
        do
            ConditionValue(ref cursor, summary);
        while (cursor.Accept(MySqlTokenKind.Comma));
        BodyParser.Statement(ref cursor, summary);
    }

    /// <summary><c>1062</c>, <c>SQLSTATE VALUE '42000'</c>, <c>NOT FOUND</c>, SQLWARNING, a name.</summary>
    private static void ConditionValue(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Accept(MySqlKeyword.Sqlstate))
        {
            cursor.Accept(MySqlKeyword.Value);
            cursor.Accept(MySqlTokenKind.String);
        }
        else if (cursor.Is(MySqlKeyword.Not, MySqlKeyword.Found))
            cursor.Advance(2);
        else if (cursor.Kind == MySqlTokenKind.Number || cursor.Current.IsName
            || cursor.Keyword is MySqlKeyword.Sqlwarning or MySqlKeyword.Sqlexception)
            cursor.Advance();
        else
            summary.Partial("a condition was expected");
    }
}
