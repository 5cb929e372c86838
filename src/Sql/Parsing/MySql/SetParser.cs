using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>SET in all forms.</summary>
internal static class SetParser
{
    public static StatementKind Set(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Add(StatementKind.Set);
        cursor.Advance();
        switch (cursor.Keyword)
        {
            case MySqlKeyword.Statement when cursor.Next.IsWord:
                return ForStatement(ref cursor, summary);
            case MySqlKeyword.Default when cursor.Next.Keyword == MySqlKeyword.Role:
                summary.Add(StatementKind.Alter);
                DefinitionParser.SkipRest(ref cursor, summary);
                break;
            case MySqlKeyword.Role when cursor.Next.Kind is not (MySqlTokenKind.Equals or MySqlTokenKind.Assign or MySqlTokenKind.Dot):
            case MySqlKeyword.Resource when cursor.Next.Keyword == MySqlKeyword.Group:
                DefinitionParser.SkipRest(ref cursor, summary);
                break;
            default:
                Assignments(ref cursor, summary);
                break;
        }
        return StatementKind.Set;
    }

    /// <summary><c>SET STATEMENT a = 1, b = 2 FOR statement</c>: the settings hold while it runs.</summary>
    private static StatementKind ForStatement(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        Assignments(ref cursor, summary);
        summary.ForgetSettings();
        if (!cursor.Accept(MySqlKeyword.For))
            summary.Partial("FOR was expected");
        StatementParser.Statement(ref cursor, summary);
        return StatementKind.Set;
    }

    private static void Assignments(ref TokenCursor cursor, SummaryBuilder summary)
    {
        do
        {
            if (!One(ref cursor, summary))
                return;
        }
        while (cursor.Accept(MySqlTokenKind.Comma));
    }

    private static bool One(ref TokenCursor cursor, SummaryBuilder summary)
    {
        bool isAssignment = cursor.Next.Kind is MySqlTokenKind.Equals or MySqlTokenKind.Assign or MySqlTokenKind.Dot;
        switch (cursor.Keyword)
        {
            case MySqlKeyword.Names when !isAssignment:
                cursor.Advance();
                return CharacterSet(ref cursor, summary);
            case MySqlKeyword.Character or MySqlKeyword.Char when cursor.Next.Keyword == MySqlKeyword.Set:
                cursor.Advance(2);
                return CharacterSet(ref cursor, summary);
            case MySqlKeyword.Charset when !isAssignment:
                cursor.Advance();
                return CharacterSet(ref cursor, summary);
            case MySqlKeyword.Password when cursor.Next.Kind is not MySqlTokenKind.Dot:
                Password(ref cursor, summary);
                return true;
        }
        if (cursor.Kind == MySqlTokenKind.UserVariable)
        {
            cursor.Advance();
            Equals(ref cursor, summary);
            VariableParser.Store(ExpressionParser.Value(ref cursor, summary), summary);
            return true;
        }
        return Variable(ref cursor, summary);
    }

    /// <summary><c>[scope] name = value</c>, <c>@@scope.name = value</c>, or <c>[scope] TRANSACTION ..</c></summary>
    private static bool Variable(ref TokenCursor cursor, SummaryBuilder summary)
    {
        bool isSystem = cursor.Accept(MySqlTokenKind.SystemVariable);
        MySqlKeyword scope = cursor.Keyword;
        bool hasScope = IsScope(scope) && (isSystem ? cursor.Next.Kind == MySqlTokenKind.Dot
            : cursor.Next.IsWord || cursor.Next.Kind == MySqlTokenKind.SystemVariable);
        // After a dot the scope is no keyword to the lexer.
        if (isSystem && !hasScope && cursor.Next.Kind == MySqlTokenKind.Dot)
        {
            scope = MySqlKeywords.Find(cursor.Text.Slice(cursor.Current.Start, cursor.Current.Length));
            hasScope = IsScope(scope);
        }
        if (hasScope)
            cursor.Advance(isSystem ? 2 : 1);
        bool isGlobal = scope is MySqlKeyword.Global or MySqlKeyword.Persist or MySqlKeyword.PersistOnly && hasScope;
        if (isGlobal)
            summary.Changes(SessionChange.GlobalSettings);
        if (cursor.Is(MySqlKeyword.Transaction) && cursor.Next.Keyword is MySqlKeyword.Isolation or MySqlKeyword.Read)
        {
            TransactionOptions(ref cursor);
            return true;
        }
        if (!isSystem && cursor.Kind == MySqlTokenKind.SystemVariable)
            return Variable(ref cursor, summary);
        bool isRead = Value(ref cursor, summary);
        // Other sessions have it from then on, not this one.
        if (isGlobal)
            summary.ForgetSettings();
        return isRead;
    }

    private static bool Value(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Current.IsWord)
        {
            summary.Partial("a setting was expected");
            return false;
        }
        string? name = NameReader.Spelling(cursor, cursor.Current, summary);
        cursor.Advance();
        while (cursor.Kind == MySqlTokenKind.Dot && cursor.Next.IsWord)
        {
            // cache.key_buffer_size, NEW.column, record.field
            cursor.Advance();
            name = NameReader.Spelling(cursor, cursor.Current, summary);
            cursor.Advance();
        }
        Equals(ref cursor, summary);
        TokenCursor start = cursor;
        if (cursor.Keyword is MySqlKeyword.Default or MySqlKeyword.On or MySqlKeyword.All or MySqlKeyword.Binary or MySqlKeyword.Row
            && cursor.Next.Kind is MySqlTokenKind.Comma or MySqlTokenKind.Semicolon or MySqlTokenKind.End || cursor.Next.Keyword == MySqlKeyword.For)
            cursor.Advance();
        else
            Stored(ExpressionParser.Value(ref cursor, summary), summary);
        if (name is not null)
            SettingChange.Judge(name, start, cursor.Previous, summary);
        return true;
    }

    /// <summary>A bare word is a value of the setting, not a column.</summary>
    private static void Stored(Expression value, SummaryBuilder summary)
    {
        bool isWord = value.IsCopy && value.Columns is not null;
        if (!isWord)
            VariableParser.Store(value, summary);
    }

    private static bool IsScope(MySqlKeyword keyword) => keyword is MySqlKeyword.Global or MySqlKeyword.Session or MySqlKeyword.Local
        or MySqlKeyword.Persist or MySqlKeyword.PersistOnly;

    private static void Equals(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Accept(MySqlTokenKind.Equals) && !cursor.Accept(MySqlTokenKind.Assign))
            summary.Partial("an assignment was expected");
    }

    /// <summary><c>NAMES utf8mb4 COLLATE x</c>, <c>NAMES DEFAULT</c></summary>
    private static bool CharacterSet(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Accept(MySqlTokenKind.Equals);
        summary.Changes(SessionChange.CharacterSet);
        if (!cursor.Current.IsWord && cursor.Kind != MySqlTokenKind.String)
        {
            summary.Partial("a character set was expected");
            return false;
        }
        if (!cursor.Is(MySqlKeyword.Default))
            summary.CharacterSet = SettingChange.Word(cursor);
        cursor.Advance();
        if (cursor.Accept(MySqlKeyword.Collate))
            cursor.Advance();
        return true;
    }

    /// <summary><c>PASSWORD [FOR account] = 'x'</c>, <c>PASSWORD FOR account TO RANDOM</c></summary>
    private static void Password(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Add(StatementKind.Alter);
        cursor.Advance();
        if (cursor.Accept(MySqlKeyword.For))
            RoutineParser.Account(ref cursor, summary);
        DefinitionParser.SkipRest(ref cursor, summary);
    }

    /// <summary><c>TRANSACTION ISOLATION LEVEL READ COMMITTED, READ ONLY</c></summary>
    private static void TransactionOptions(ref TokenCursor cursor)
    {
        while (cursor.Kind is MySqlTokenKind.Word or MySqlTokenKind.Comma)
            cursor.Advance();
    }
}
