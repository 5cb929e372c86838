using System.Runtime.InteropServices;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Fingerprints;

/// <summary>Takes the tokens of one statement, the first of its text being 0.</summary>
internal delegate StatementSummary ShapeReader(StatementSummary statement, ReadOnlySpan<byte> text, ReadOnlySpan<ShapeToken> tokens);

/// <summary>The tokens of each statement of a text.</summary>
internal static class StatementShapes
{
    /// <summary>
    /// What a reader makes of each statement. Null where the text can not be lexed for sure, has comments that a server may
    /// read as code, or has anything that is in none of its statements.
    /// </summary>
    public static StatementBatch? Read(StatementBatch batch, ReadOnlySpan<byte> text, LexicalContext context, ShapeReader read)
    {
        text = text.TrimEnd((byte)0);
        List<ShapeToken>? tokens = context.Dialect == SqlDialect.Postgres ? PostgresShape.Read(text, context) : MySqlShape.Read(text, context);
        if (tokens is null)
            return null;
        var found = new List<StatementSummary>(batch.Statements.Length);
        ReadOnlySpan<ShapeToken> rest = CollectionsMarshal.AsSpan(tokens);
        foreach (StatementSummary statement in batch.Statements)
        {
            rest = WithoutSemicolons(rest);
            int count = CountWithin(rest, statement.Text.Start.Value, statement.Text.End.Value);
            if (count == 0)
                return null;
            found.Add(read(statement, text, rest[..count]));
            rest = rest[count..];
        }
        return WithoutSemicolons(rest).IsEmpty ? new StatementBatch([.. found]) : null;
    }

    private static ReadOnlySpan<ShapeToken> WithoutSemicolons(ReadOnlySpan<ShapeToken> tokens)
    {
        int at = 0;
        while (at < tokens.Length && tokens[at].Kind == ShapeKind.Semicolon)
            at++;
        return tokens[at..];
    }

    /// <summary>How many of the next tokens are in the statement; 0 if the next one is not.</summary>
    private static int CountWithin(ReadOnlySpan<ShapeToken> tokens, int start, int end)
    {
        int count = 0;
        while (count < tokens.Length && tokens[count].Start >= start && tokens[count].End <= end)
            count++;
        return count;
    }
}
