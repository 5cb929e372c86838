using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;
using WireProxy.Sql.Parsing.Lineages;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>
/// Reads bodies of functions in SQL: statements as text, <c>BEGIN ATOMIC .. END</c> or <c>RETURN expression</c>. The last one gives the
/// result. Only bodies that read and nothing else are followed.
/// </summary>
internal sealed class BodyReader(Func<SqlName, bool> isPure, IRelationShapes? shapes)
{
    private const int Longest = 1 << 16;

    private static readonly StatementKinds Reads = StatementKinds.Of(StatementKind.Select);

    /// <summary>What the body does; partial where it can not be told.</summary>
    public static StatementSummary Summary(string body) => Summary(Encoding.UTF8.GetBytes(body), out _, out _);

    /// <summary>The query that gives the result; null where it can not be told.</summary>
    public Query? Result(string body)
    {
        byte[] text = Encoding.UTF8.GetBytes(body);
        StatementSummary summary = Summary(text, out Range last, out BodyForm form);
        if (!summary.Coverage.IsComplete || (summary.Kinds.Bits & ~Reads.Bits) != 0 || summary.Movement != DataMovement.None)
            return null;
        return form == BodyForm.Expression ? Values(text.AsSpan(last)) : Read(text.AsSpan(last));
    }

    /// <summary>Expressions separated by commas, as a query that returns them.</summary>
    public Query? Values(string list) => Values(Encoding.UTF8.GetBytes(list).AsSpan());

    private Query? Values(ReadOnlySpan<byte> text)
    {
        var reading = new Reading(isPure, shapes);
        var cursor = new TokenCursor(text, LexicalContext.PostgresDefault);
        var values = new List<Expression>();
        do
            values.Add(ExpressionReader.Value(ref cursor, reading));
        while (cursor.Accept(TokenKind.Comma));
        return IsRead(cursor, reading) ? StoredQuery.Of(values, null) : null;
    }

    private Query? Read(ReadOnlySpan<byte> text)
    {
        var reading = new Reading(isPure, shapes);
        var cursor = new TokenCursor(text, LexicalContext.PostgresDefault);
        Query query = QueryReader.Query(ref cursor, reading);
        return IsRead(cursor, reading) && query.Use == ResultUse.Returned ? query : null;
    }

    private static bool IsRead(in TokenCursor cursor, Reading reading) =>
        cursor.Kind == TokenKind.End && !cursor.PassedInvalidToken && reading is { HasFailed: false, Modifications: 0 };

    private static StatementSummary Summary(ReadOnlySpan<byte> text, out Range last, out BodyForm form)
    {
        var summary = new SummaryBuilder();
        last = default;
        form = BodyForm.Statements;
        // What a backslash means is decided by the setting of whoever calls the function.
        if (text.Length > Longest || text.Contains((byte)'\\'))
            summary.Partial("the body of a function is too long, or depends on settings");
        var cursor = new TokenCursor(text, LexicalContext.PostgresDefault);
        bool isAtomic = cursor.Accept(PostgresKeyword.Begin, PostgresKeyword.Atomic);
        while (cursor.Kind != TokenKind.End)
        {
            if (cursor.Accept(TokenKind.Semicolon) || (isAtomic && cursor.Accept(PostgresKeyword.End)))
                continue;
            form = cursor.Accept(PostgresKeyword.Return) ? BodyForm.Expression : BodyForm.Statements;
            int start = cursor.Current.Start;
            if (form == BodyForm.Expression)
                ExpressionParser.Run(ref cursor, summary, ExpressionPlace.List);
            else
                StatementParser.Statement(ref cursor, summary);
            last = start..Math.Max(start, cursor.Previous.End);
            if (cursor.AtStatementEnd)
                continue;
            summary.Partial("the body of a function could not be read");
            Salvage.Rest(ref cursor, summary);
        }
        if (cursor.PassedInvalidToken)
            summary.Partial("the body of a function has a character or literal that can not be read");
        return summary.Build(StatementKind.Select, last);
    }

    private enum BodyForm : byte
    {
        Statements,
        Expression,
    }
}
