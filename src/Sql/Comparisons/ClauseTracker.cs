using System.Collections.Frozen;

namespace WireProxy.Sql.Comparisons;

/// <summary>Follows whether a comma or parenthesis stands in a list of relations.</summary>
internal sealed class ClauseTracker(NameTokens tokens)
{
    private static readonly FrozenSet<string> OtherClauses = FrozenSet.ToFrozenSet(
        ["select", "where", "group", "order", "having", "limit", "set", "values", "returning", "window", "union", "intersect", "except", "for"]);

    private static readonly FrozenSet<string> BeforeRelations = FrozenSet.ToFrozenSet(["from", "join", "only"]);

    private readonly Stack<Place> _outer = new();
    private Place _place;

    private enum Place : byte
    {
        Elsewhere,
        Relations,

        /// <summary>The condition of a join; a comma ends it.</summary>
        Condition,
    }

    public void Pass(int at)
    {
        if (tokens.IsSymbol(at, "("))
        {
            _outer.Push(_place);
            bool groups = tokens.IsWordOf(at - 1, BeforeRelations)
                || (_place == Place.Relations && (tokens.IsSymbol(at - 1, ",") || tokens.IsSymbol(at - 1, "(")));
            _place = groups ? Place.Relations : Place.Elsewhere;
        }
        else if (tokens.IsSymbol(at, ")"))
            _place = _outer.TryPop(out Place outer) ? outer : Place.Elsewhere;
        else if (tokens.IsWord(at, "from") || tokens.IsWord(at, "join") || (tokens.IsSymbol(at, ",") && _place == Place.Condition))
            _place = Place.Relations;
        else if (tokens.IsWord(at, "on") && _place == Place.Relations)
            _place = Place.Condition;
        else if (tokens.IsWordOf(at, OtherClauses))
            _place = Place.Elsewhere;
    }

    /// <summary>Whether the name at a place, which was passed, is the next relation of a list.</summary>
    public bool BeginsRelation(int at) => _place == Place.Relations && (tokens.IsSymbol(at - 1, ",") || tokens.IsSymbol(at - 1, "("));
}
