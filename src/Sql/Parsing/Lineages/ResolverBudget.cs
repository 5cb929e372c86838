namespace WireProxy.Sql.Parsing.Lineages;

/// <summary>Bounds the work on one statement: names times tables times columns can be any number.</summary>
internal sealed class ResolverBudget
{
    /// <summary>What MySQL allows a table or result to have.</summary>
    public const int MostColumns = 4096;

    private int _left = 500_000;

    /// <summary>False once the work has been too much: nothing is known any more.</summary>
    public bool Take(int steps)
    {
        _left -= Math.Min(steps, _left + 1);
        return _left >= 0;
    }
}
