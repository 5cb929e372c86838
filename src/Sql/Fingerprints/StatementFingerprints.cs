using System.Collections.Immutable;
using System.Runtime.InteropServices;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Fingerprints;

/// <summary>Gives the statements of a text their fingerprints.</summary>
public static class StatementFingerprints
{
    /// <summary>A longer text gets none.</summary>
    public const int LongestText = 1024 * 1024;

    /// <summary>
    /// The same statements with fingerprints. None of them gets one where the text can not be lexed for sure, has comments
    /// that a server may read as code, or has anything that is in none of its statements.
    /// </summary>
    /// <param name="batch">What the analysis of the text says.</param>
    /// <param name="text">The text.</param>
    /// <param name="context">How it was read.</param>
    public static StatementBatch AddTo(StatementBatch batch, ReadOnlySpan<byte> text, LexicalContext context)
    {
        if (text.Length > LongestText || batch.Statements.IsEmpty)
            return batch;
        text = text.TrimEnd((byte)0);
        List<ShapeToken>? tokens = context.Dialect == SqlDialect.Postgres ? PostgresShape.Read(text, context) : MySqlShape.Read(text, context);
        if (tokens is null)
            return batch;
        var found = ImmutableArray.CreateBuilder<StatementSummary>(batch.Statements.Length);
        ReadOnlySpan<ShapeToken> rest = CollectionsMarshal.AsSpan(tokens);
        foreach (StatementSummary statement in batch.Statements)
        {
            rest = WithoutSemicolons(rest);
            int count = CountWithin(rest, statement.Text.Start.Value, statement.Text.End.Value);
            if (count == 0)
                return batch;
            found.Add(statement with { Fingerprint = ShapeDigest.Of(statement, text, rest[..count], context) });
            rest = rest[count..];
        }
        return WithoutSemicolons(rest).IsEmpty ? new StatementBatch(found.MoveToImmutable()) : batch;
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
