using System.Buffers;
using System.Collections.Immutable;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>PREPARE, EXECUTE, EXECUTE IMMEDIATE and DEALLOCATE. A literal text is judged where it stands.</summary>
internal static class PrepareParser
{
    private const int DeepestText = 3;

    public static StatementKind Prepare(ref TokenCursor cursor, SummaryBuilder summary)
    {
        MySqlKeyword verb = cursor.Keyword;
        cursor.Advance();
        switch (verb)
        {
            case MySqlKeyword.Prepare:
                string? name = NameReader.Identifier(ref cursor, summary);
                if (!cursor.Accept(MySqlKeyword.From))
                    summary.Partial("FROM was expected");
                TokenCursor text = cursor;
                Text(ref cursor, summary);
                Note(name, Literal(ref text) is { } literal ? [.. literal] : default, summary);
                return summary.Add(StatementKind.Prepare);
            case MySqlKeyword.Execute:
                return Execute(ref cursor, summary);
            default:
                return Deallocate(ref cursor, summary);
        }
    }

    /// <summary><c>{DEALLOCATE | DROP} PREPARE name</c>; the cursor stands at PREPARE.</summary>
    public static StatementKind Deallocate(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Accept(MySqlKeyword.Prepare))
            summary.Partial("PREPARE was expected");
        NameReader.Identifier(ref cursor, summary);
        return summary.Add(StatementKind.Other);
    }

    private static StatementKind Execute(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Result = ResultColumns.Unknown;
        if (cursor.Accept(MySqlKeyword.Immediate))
            summary.Immediate = Text(ref cursor, summary);
        else
        {
            Note(NameReader.Identifier(ref cursor, summary), default, summary);
            summary.ReturnsEarlierText();
            summary.Changes(SessionChange.Unknown);
        }
        if (cursor.Accept(MySqlKeyword.Using))
            ExpressionParser.List(ref cursor, summary);
        return summary.Add(StatementKind.Execute);
    }

    private static void Note(string? name, ImmutableArray<byte> text, SummaryBuilder summary)
    {
        if (name is not null)
            summary.Prepared = new PreparedText(name.ToLowerInvariant(), text);
    }

    /// <summary>Returns the statement of the text if it is one and known.</summary>
    private static StatementSummary? Text(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (Literal(ref cursor) is not { } text)
        {
            summary.Partial("the text to run is not in this text");
            summary.Changes(SessionChange.Unknown);
            ExpressionParser.Condition(ref cursor, summary);
            return null;
        }
        if (summary.TextDepth >= DeepestText)
        {
            summary.Partial("it is nested too deep");
            return null;
        }
        StatementBatch batch = MySqlBatchParser.Batch(text, cursor.Context, cursor.CommentReader, summary.Shapes, summary.TextDepth + 1);
        foreach (StatementSummary inner in batch.Statements)
            summary.Absorb(inner);
        return batch.Statements.Length == 1 ? batch.Statements[0] : null;
    }

    /// <summary>One or more plain literals and nothing behind them; else null, and the cursor stays.</summary>
    private static byte[]? Literal(ref TokenCursor cursor)
    {
        TokenCursor ahead = cursor;
        var text = new ArrayBufferWriter<byte>();
        while (ahead.Kind == MySqlTokenKind.String)
        {
            if (MySqlName.Literal(ahead.Text, ahead.Current, ahead.Context.Backslash) is not { } part)
                return null;
            text.Write(part);
            ahead.Advance();
        }
        if (ahead.Previous.Kind != MySqlTokenKind.String || !(ahead.AtStatementEnd || ahead.Is(MySqlKeyword.Using)))
            return null;
        cursor = ahead;
        return text.WrittenSpan.ToArray();
    }
}
