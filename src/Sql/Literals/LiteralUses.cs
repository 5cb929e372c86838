using System.Collections.Immutable;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Comparisons;
using WireProxy.Sql.Fingerprints;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Literals;

/// <summary>Finds the literals and parameters of statements and the columns that they may be values of.</summary>
public static class LiteralUses
{
    /// <summary>
    /// The same statements with <see cref="StatementSummary.Literals"/> and <see cref="StatementSummary.LoadedColumns"/>; without
    /// where the tokens of the text can not be told for sure. They name too many columns rather than too few.
    /// </summary>
    public static StatementBatch AddTo(StatementBatch batch, ReadOnlySpan<byte> text, LexicalContext context) =>
        StatementShapes.Read(batch, text, context, (statement, bytes, tokens) => Of(statement, bytes, tokens, context.Dialect)) ?? batch;

    private static StatementSummary Of(StatementSummary statement, ReadOnlySpan<byte> text, ReadOnlySpan<ShapeToken> tokens, SqlDialect dialect)
    {
        if (NameTokens.Read(text, tokens) is not { } names)
            return statement;
        var targets = new StoredTargets(statement, names, dialect);
        targets.Mark();
        var uses = ImmutableArray.CreateBuilder<LiteralUse>();
        int placeholders = 0;
        for (int at = 0; at < tokens.Length; at++)
        {
            if (tokens[at].Kind == ShapeKind.Literal)
                uses.Add(new LiteralUse(Content(text, tokens[at]), 0, targets.ColumnAt(at), targets.RoleAt(at)));
            else if (tokens[at].Kind == ShapeKind.Placeholder)
                uses.Add(new LiteralUse(default, NumberOf(tokens[at].In(text), ++placeholders), targets.ColumnAt(at), targets.RoleAt(at)));
        }
        return statement with { Literals = uses.DrainToImmutable(), LoadedColumns = targets.LoadedColumns };
    }

    /// <summary>Between the quotes, whatever stands before them; all of a number.</summary>
    private static Range Content(ReadOnlySpan<byte> text, ShapeToken token)
    {
        ReadOnlySpan<byte> literal = token.In(text);
        int open = literal.IndexOfAny("'\"$"u8);
        if (open < 0)
            return token.Start..token.End;
        int length = literal[open] == '$' ? literal[(open + 1)..].IndexOf((byte)'$') + 2 : 1;
        return (token.Start + open + length)..Math.Max(token.Start + open + length, token.End - length);
    }

    // PostgreSQL numbers its parameters, MySQL counts them.
    private static int NumberOf(ReadOnlySpan<byte> placeholder, int count) =>
        placeholder[0] != '$' ? count
        : int.TryParse(placeholder[1..], out int number) ? number
        : int.MaxValue;
}
