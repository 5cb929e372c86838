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
        return StatementShapes.Read(batch, text, context, (statement, bytes, tokens) =>
            statement with { Fingerprint = ShapeDigest.Of(statement, bytes, tokens, context) }) ?? batch;
    }
}
