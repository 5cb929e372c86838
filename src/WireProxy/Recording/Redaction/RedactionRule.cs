using System.Collections.Immutable;
using WireProxy.Policy;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Literals;

namespace WireProxy.Recording.Redaction;

/// <summary>Tells which literals, parameters and data may be values of columns that are not recorded. Unsure is yes.</summary>
internal static class RedactionRule
{
    // What they run is not in their text.
    private static readonly StatementKinds IndirectKinds = StatementKinds.Of(StatementKind.Execute).With(StatementKind.Prepare)
        .With(StatementKind.Do).With(StatementKind.FunctionCall);

    /// <param name="columns">The columns.</param>
    /// <param name="batch">The statements, as the policy has completed them.</param>
    /// <param name="text">Their text.</param>
    public static LiteralRedaction Of(ImmutableArray<ColumnPattern> columns, StatementBatch batch, ReadOnlySpan<byte> text)
    {
        if (columns.IsEmpty)
            return LiteralRedaction.None;
        var places = ImmutableArray.CreateBuilder<SecretPlace>();
        var parameters = new List<int>();
        DataRedaction data = DataRedaction.None;
        foreach (StatementSummary statement in batch.Statements)
        {
            ColumnPattern[] touched = [.. columns.Where(column => MayTouch(column, statement))];
            if (touched.Length == 0)
                continue;
            if (statement.Literals.IsDefault)
                return LiteralRedaction.All(text.Length);
            bool compares = touched.Any(column => PredicateRule.IsCompared(column.Column, statement));
            foreach (LiteralUse use in statement.Literals)
            {
                if (!(use.Column is { } stored && touched.Any(column => Names(column, stored))) && !(compares && use.Role == LiteralRole.Computed))
                    continue;
                if (use.Parameter > 0)
                    parameters.Add(use.Parameter);
                else
                    places.Add(Place(use.Content, text));
            }
            if (statement.LoadedColumns.Any(loaded => touched.Any(column => Names(column, loaded))))
                data = DataRedaction.All;
        }
        return places.Count == 0 && parameters.Count == 0 && data == DataRedaction.None
            ? LiteralRedaction.None
            : new LiteralRedaction(places.DrainToImmutable(), ParameterChoice.Of(parameters), data);
    }

    private static bool MayTouch(ColumnPattern column, StatementSummary statement) =>
        !statement.Coverage.IsComplete
        || statement.Kinds.With(statement.Kind).Overlaps(IndirectKinds)
        || statement.Relations.Any(relation => column.MayBeIgnoringCase(relation.Name, Glob.Any, database: null));

    private static bool Names(ColumnPattern column, string name) => name == LiteralUse.AnyColumn || column.Column.MatchesIgnoringCase(name);

    private static SecretPlace Place(Range content, ReadOnlySpan<byte> text)
    {
        (int start, int length) = content.GetOffsetAndLength(text.Length);
        bool isNumber = !text.Slice(start, length).ContainsAnyExceptInRange((byte)'0', (byte)'9');
        return new SecretPlace(start, length, isNumber ? SecretPlaces.Zero : SecretPlaces.Asterisk);
    }
}
