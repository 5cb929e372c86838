using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>Reads names from the cursor.</summary>
internal static class NameReader
{
    private const string Unreadable = "a name is not valid UTF-8 or has invalid escapes";

    /// <summary>The name that one token spells; takes nothing from the cursor.</summary>
    public static string? Spelling(in TokenCursor cursor, Token token, SummaryBuilder summary)
    {
        string? name = PostgresName.Read(cursor.Text, token);
        if (name is null)
            summary.Partial(Unreadable);
        return name;
    }

    /// <summary>
    /// <c>name</c>, <c>schema.name</c> or <c>database.schema.name</c>. Keywords are taken only where
    /// PostgreSQL takes them as names of relations; null leaves the cursor where it is.
    /// </summary>
    public static SqlName? Relation(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Current.IsColumnName)
        {
            summary.Partial("a relation name was expected");
            return null;
        }
        return Any(ref cursor, summary);
    }

    /// <summary>Any dotted name; what follows a dot may be any keyword.</summary>
    public static SqlName? Any(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Current.IsWord)
            return null;
        Token last = Dotted(ref cursor, out Token? qualifier);
        return Combine(cursor, summary, qualifier, last);
    }

    /// <summary>Goes past a word and all that follow it behind dots; gives the last, and the one before.</summary>
    public static Token Dotted(ref TokenCursor cursor, out Token? qualifier)
    {
        qualifier = null;
        Token last = cursor.Current;
        cursor.Advance();
        while (cursor.Kind == TokenKind.Dot && cursor.Next.IsWord)
        {
            qualifier = last;
            last = cursor.Next;
            cursor.Advance(2);
        }
        return last;
    }

    public static SqlName? Combine(in TokenCursor cursor, SummaryBuilder summary, Token? qualifier, Token last)
    {
        string? name = Spelling(cursor, last, summary);
        string? schema = qualifier is { } token ? Spelling(cursor, token, summary) : null;
        return name is null || (qualifier is not null && schema is null) ? null : new SqlName(schema, name);
    }

    /// <summary>Notes a relation target: <c>[ONLY] name [*]</c> or <c>ONLY (name)</c>.</summary>
    public static SqlName? Target(ref TokenCursor cursor, SummaryBuilder summary, AccessMode access)
    {
        bool isParenthesised = cursor.Accept(PostgresKeyword.Only) && cursor.Accept(TokenKind.OpenParen);
        SqlName? name = Relation(ref cursor, summary);
        if (name is { } found)
            summary.Touch(found, access);
        if (isParenthesised && !cursor.Accept(TokenKind.CloseParen))
            summary.Partial("a closing parenthesis was expected");
        cursor.Accept(TokenKind.Star);
        return name;
    }

    /// <summary>Schemas separated by commas: everything in them counts. A schema that only the session knows may be any.</summary>
    public static void Schemas(ref TokenCursor cursor, SummaryBuilder summary, AccessMode access)
    {
        do
        {
            if (cursor.Is(PostgresKeyword.CurrentSchema))
                summary.TouchEvery(null, access);
            else if (cursor.Current.IsWord)
                summary.TouchEvery(Spelling(cursor, cursor.Current, summary), access);
            else
                summary.Partial("the name of a schema was expected");
            cursor.Advance();
        }
        while (cursor.Accept(TokenKind.Comma));
    }

    /// <summary>Targets separated by commas, each with an optional column list.</summary>
    public static void Targets(ref TokenCursor cursor, SummaryBuilder summary, AccessMode access)
    {
        do
        {
            Target(ref cursor, summary, access);
            if (cursor.Kind == TokenKind.OpenParen)
                Parentheses.Skip(ref cursor, summary);
        }
        while (cursor.Accept(TokenKind.Comma));
    }
}
