using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Stored routines, triggers and events: their heads; <see cref="BodyParser"/> reads their bodies.</summary>
internal static class RoutineParser
{
    /// <summary><c>ALGORITHM = MERGE DEFINER = user@host SQL SECURITY INVOKER</c> before what is defined.</summary>
    public static void Definer(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (true)
        {
            if (cursor.Keyword is MySqlKeyword.Algorithm && cursor.Next.Kind == MySqlTokenKind.Equals)
                cursor.Advance(3);
            else if (cursor.Is(MySqlKeyword.Sql, MySqlKeyword.Security))
                cursor.Advance(3);
            else if (cursor.Is(MySqlKeyword.Definer) && cursor.Next.Kind == MySqlTokenKind.Equals)
            {
                cursor.Advance(2);
                Account(ref cursor, summary);
            }
            else
                return;
        }
    }

    /// <summary><c>user@host</c>, <c>'user'@'host'</c>, <c>CURRENT_USER()</c></summary>
    public static void Account(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Current.IsWord && cursor.Kind != MySqlTokenKind.String)
            summary.Partial("an account was expected");
        cursor.Advance();
        if (cursor.Kind == MySqlTokenKind.UserVariable)
            cursor.Advance();
        else if (cursor.Kind == MySqlTokenKind.OpenParen && cursor.Next.Kind == MySqlTokenKind.CloseParen)
            cursor.Advance(2);
    }

    /// <summary>The cursor stands behind PROCEDURE or FUNCTION.</summary>
    public static void Routine(ref TokenCursor cursor, SummaryBuilder summary, MySqlKeyword what)
    {
        CreateParser.IfNotExists(ref cursor);
        NameReader.Qualified(ref cursor, summary);
        if (cursor.Kind == MySqlTokenKind.OpenParen)
            DefinitionParser.Group(ref cursor, summary);
        if (what == MySqlKeyword.Function)
        {
            if (!cursor.Accept(MySqlKeyword.Returns))
                summary.Partial("RETURNS was expected");
            TypeParser.Type(ref cursor, summary);
            if (cursor.Accept(MySqlKeyword.Soname))
            {
                if (!cursor.Accept(MySqlTokenKind.String))
                    summary.Partial("a library was expected");
                return;
            }
        }
        while (TryCharacteristic(ref cursor))
        {
        }
        Body(ref cursor, summary);
    }

    /// <summary>The cursor stands behind TRIGGER.</summary>
    public static void Trigger(ref TokenCursor cursor, SummaryBuilder summary)
    {
        CreateParser.IfNotExists(ref cursor);
        NameReader.Qualified(ref cursor, summary);
        while (cursor.Keyword is MySqlKeyword.Before or MySqlKeyword.After or MySqlKeyword.Insert or MySqlKeyword.Update
            or MySqlKeyword.Delete or MySqlKeyword.Or)
            cursor.Advance();
        if (!cursor.Accept(MySqlKeyword.On))
            summary.Partial("ON was expected");
        NameReader.Target(ref cursor, summary, AccessMode.Write);
        if (!cursor.Accept(MySqlKeyword.For, MySqlKeyword.Each))
            summary.Partial("FOR EACH ROW was expected");
        cursor.Accept(MySqlKeyword.Row);
        if (cursor.Keyword is MySqlKeyword.Follows or MySqlKeyword.Precedes)
            cursor.Advance(2);
        Body(ref cursor, summary);
    }

    /// <summary>The cursor stands behind EVENT.</summary>
    public static void Event(ref TokenCursor cursor, SummaryBuilder summary)
    {
        CreateParser.IfNotExists(ref cursor);
        NameReader.Qualified(ref cursor, summary);
        EventClauses(ref cursor, summary);
    }

    /// <summary>Schedule, options and body, as CREATE and ALTER EVENT have them.</summary>
    public static void EventClauses(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Is(MySqlKeyword.On, MySqlKeyword.Schedule))
            Schedule(ref cursor, summary);
        if (cursor.Accept(MySqlKeyword.On))
        {
            // ON COMPLETION [NOT] PRESERVE
            cursor.Advance();
            cursor.Accept(MySqlKeyword.Not);
            cursor.Accept(MySqlKeyword.Preserve);
        }
        if (cursor.Accept(MySqlKeyword.Rename, MySqlKeyword.To))
            NameReader.Qualified(ref cursor, summary);
        if (cursor.Keyword is MySqlKeyword.Enable or MySqlKeyword.Disable)
            cursor.Advance();
        if (cursor.Accept(MySqlKeyword.On))
            cursor.Advance();
        if (cursor.Accept(MySqlKeyword.Comment))
            cursor.Accept(MySqlTokenKind.String);
        if (cursor.Is(MySqlKeyword.Do))
        {
            cursor.Advance();
            Body(ref cursor, summary);
        }
    }

    private static void Schedule(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance(2);
        while (cursor.Keyword is MySqlKeyword.At or MySqlKeyword.Every or MySqlKeyword.Starts or MySqlKeyword.Ends)
        {
            cursor.Advance();
            ExpressionParser.Condition(ref cursor, summary);
            if (IntervalUnits.StandsHere(cursor))
                cursor.Advance();
        }
    }

    public static bool TryCharacteristic(ref TokenCursor cursor)
    {
        int tokens = cursor.Keyword switch
        {
            MySqlKeyword.Comment => 2,
            MySqlKeyword.Language when cursor.Next.Keyword == MySqlKeyword.Sql => 2,
            MySqlKeyword.Not when cursor.Next.Keyword == MySqlKeyword.Deterministic => 2,
            MySqlKeyword.Deterministic => 1,
            MySqlKeyword.Contains or MySqlKeyword.No when cursor.Next.Keyword == MySqlKeyword.Sql => 2,
            MySqlKeyword.Reads or MySqlKeyword.Modifies when cursor.Next.Keyword == MySqlKeyword.Sql => 3,
            MySqlKeyword.Sql when cursor.Next.Keyword == MySqlKeyword.Security => 3,
            _ => 0,
        };
        cursor.Advance(tokens);
        return tokens > 0;
    }

    /// <summary>What the body returns is returned to whoever calls it, not by the definition.</summary>
    private static void Body(ref TokenCursor cursor, SummaryBuilder summary)
    {
        BodyParser.Statement(ref cursor, summary);
        summary.ForgetBody();
        summary.Result = ResultColumns.None;
    }
}
