using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Reads one operand: a literal, a column, a call, a variable, a group.</summary>
internal static class PrimaryParser
{
    public static void Primary(ref TokenCursor cursor, SummaryBuilder summary)
    {
        switch (cursor.Kind)
        {
            case MySqlTokenKind.Number or MySqlTokenKind.BitString or MySqlTokenKind.Null or MySqlTokenKind.Parameter
                or MySqlTokenKind.DollarString:
                cursor.Advance();
                summary.Value?.AddOther();
                break;
            case MySqlTokenKind.String:
                Literal(ref cursor, summary);
                break;
            case MySqlTokenKind.OpenParen:
                ExpressionParser.Group(ref cursor, summary);
                break;
            case MySqlTokenKind.UserVariable or MySqlTokenKind.SystemVariable:
                VariableParser.Variable(ref cursor, summary);
                break;
            case MySqlTokenKind.OpenBrace:
                Brace(ref cursor, summary);
                break;
            case MySqlTokenKind.Word when cursor.Keyword != MySqlKeyword.None:
                KeywordParser.Primary(ref cursor, summary);
                break;
            case MySqlTokenKind.Word or MySqlTokenKind.QuotedWord or MySqlTokenKind.Dot:
                Name(ref cursor, summary);
                break;
            default:
                summary.Partial("an expression was expected");
                break;
        }
    }

    /// <summary>Adjacent literals are one.</summary>
    public static void Literal(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (cursor.Kind == MySqlTokenKind.String)
            cursor.Advance();
        summary.Value?.AddOther();
    }

    /// <summary><c>column</c>, <c>table.column</c>, <c>database.table.column</c>, a call, or <c>_charset 'x'</c>.</summary>
    public static void Name(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (IsIntroducer(cursor))
        {
            cursor.Advance();
            if (!cursor.Accept(MySqlTokenKind.BitString))
                Literal(ref cursor, summary);
            else
                summary.Value?.AddOther();
            return;
        }
        if (cursor.Kind == MySqlTokenKind.Dot && cursor.Next.IsName)
            cursor.Advance();
        if (!cursor.Current.IsName)
        {
            summary.Partial("a name was expected");
            return;
        }
        MySqlToken first = cursor.Current;
        MySqlToken? second = null;
        MySqlToken? third = null;
        cursor.Advance();
        if (cursor.Kind == MySqlTokenKind.Dot && cursor.Next.IsName)
        {
            second = cursor.Next;
            cursor.Advance(2);
            if (cursor.Kind == MySqlTokenKind.Dot && cursor.Next.IsName)
            {
                third = cursor.Next;
                cursor.Advance(2);
            }
        }
        if (cursor.Kind == MySqlTokenKind.OpenParen)
            Call(ref cursor, summary, first, second, third);
        else
            Column(cursor, summary, first, second, third);
    }

    private static void Call(ref TokenCursor cursor, SummaryBuilder summary, MySqlToken first, MySqlToken? second, MySqlToken? third)
    {
        MySqlToken name = third ?? second ?? first;
        MySqlToken? qualifier = third is not null ? second : second is not null ? first : null;
        // MariaDB's database.package.function: the package is claimed, too.
        if (third is not null && NameReader.Spelling(cursor, first, summary) is { } database && NameReader.Spelling(cursor, second!.Value, summary) is { } package)
            summary.Call(new SqlName(database, package));
        string? spelling = NameReader.Spelling(cursor, name, summary);
        string? schema = qualifier is { } token ? NameReader.Spelling(cursor, token, summary) : null;
        FunctionParser.Call(ref cursor, summary, new SqlName(schema, spelling ?? ""), name);
    }

    private static void Column(in TokenCursor cursor, SummaryBuilder summary, MySqlToken first, MySqlToken? second, MySqlToken? third)
    {
        MySqlToken last = third ?? second ?? first;
        if (NameReader.Spelling(cursor, last, summary) is not { } column || summary.Value is not { } value)
            return;
        MySqlToken? table = third is not null ? second : second is not null ? first : null;
        string? tableName = table is { } token ? NameReader.Spelling(cursor, token, summary) : null;
        string? schema = third is not null ? NameReader.Spelling(cursor, first, summary) : null;
        value.Add(new ColumnReference(schema, tableName, column));
    }

    /// <summary><c>{d '2020-01-01'}</c>, <c>{fn f(x)}</c>: any name, then an expression.</summary>
    private static void Brace(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        if (cursor.Current.IsName)
            cursor.Advance();
        else
            summary.Partial("a name was expected");
        summary.Value?.AddOther();
        ExpressionParser.Parse(ref cursor, summary);
        if (!cursor.Accept(MySqlTokenKind.CloseBrace))
            summary.Partial("a closing brace was expected");
    }

    /// <summary>An unknown character set is the name of a column, and the literal its alias.</summary>
    private static bool IsIntroducer(in TokenCursor cursor) =>
        cursor.Kind == MySqlTokenKind.Word && cursor.Text[cursor.Current.Start] == '_'
        && cursor.Next.Kind is MySqlTokenKind.String or MySqlTokenKind.BitString
        && CharacterSets.Exists(cursor.Text.Slice(cursor.Current.Start + 1, cursor.Current.Length - 1));
}
