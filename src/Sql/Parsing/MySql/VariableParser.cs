using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;
using WireProxy.Sql.Parsing.Lineages;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary><c>@name</c>, <c>@name := value</c> and <c>@@scope.name</c> in expressions.</summary>
internal static class VariableParser
{
    public static void Variable(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Kind == MySqlTokenKind.SystemVariable)
        {
            SystemVariable(ref cursor, summary);
            summary.Value?.AddOther();
            return;
        }
        cursor.Advance();
        if (!cursor.Accept(MySqlTokenKind.Assign))
        {
            // What was stored in it, and by which statement, is not in this text.
            summary.Value?.AddOpaque();
            return;
        }
        Expression value = ExpressionParser.Value(ref cursor, summary);
        Store(value, summary);
        summary.Value?.AddOther();
        summary.Value?.AddAll(value);
    }

    /// <summary>The value goes into a variable; that is movement unless it can come from the client only.</summary>
    public static void Store(Expression value, SummaryBuilder summary)
    {
        if (!value.IsConstant)
            summary.StoresWhatItReads(new StoredQuery(null, null, StoredQuery.Of([value], null)));
    }

    /// <summary><c>@@name</c>, <c>@@session.name</c>, <c>@@session.cache.name</c></summary>
    public static void SystemVariable(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        if (!cursor.Current.IsWord)
            summary.Partial("a variable was expected");
        cursor.Advance();
        // A replication connection can be a literal: @@global.'m2'.x
        while (cursor.Kind == MySqlTokenKind.Dot && (cursor.Next.IsWord || cursor.Next.Kind == MySqlTokenKind.String))
            cursor.Advance(2);
    }
}
