using System.Globalization;

namespace WireProxy.Replay.Sandbox;

/// <summary>Compares the rows of one result, in order or as a heap.</summary>
internal sealed class RowComparison
{
    private const int ShownValue = 80;

    private IReadOnlyList<string> _columns = [];
    private long _row;
    private long _recorded;
    private long _live;

    /// <summary>Whether both had the same rows, in whatever order; only where order is ignored.</summary>
    public bool HaveSameRows => _recorded == _live;

    public void Begin(IReadOnlyList<string> columns)
    {
        _columns = columns;
        (_row, _recorded, _live) = (0, 0, 0);
    }

    /// <summary>The first difference; null when there is none, or when the order does not matter.</summary>
    public string? Compare(IReadOnlyList<string?> was, IReadOnlyList<string?> now, IgnoreRules ignored)
    {
        _row++;
        if (ignored.Order)
        {
            // A sum of hashes is the same in any order.
            _recorded += Hash(was, ignored);
            _live += Hash(now, ignored);
            return null;
        }
        if (was.Count != now.Count)
            return string.Create(CultureInfo.InvariantCulture, $"row {_row}: recorded {was.Count} values, now {now.Count}");
        for (int i = 0; i < was.Count; i++)
        {
            if (was[i] != now[i] && !ignored.IgnoresColumn(Name(i)))
                return string.Create(CultureInfo.InvariantCulture, $"row {_row}, column {Name(i)}: recorded {Shown(was[i])}, now {Shown(now[i])}");
        }
        return null;
    }

    private long Hash(IReadOnlyList<string?> values, IgnoreRules ignored)
    {
        var hash = default(HashCode);
        for (int i = 0; i < values.Count; i++)
        {
            if (!ignored.IgnoresColumn(Name(i)))
                hash.Add(values[i]);
        }
        long value = hash.ToHashCode();
        return (value * value * 31) + value;
    }

    private string Name(int column) =>
        column < _columns.Count ? _columns[column] : string.Create(CultureInfo.InvariantCulture, $"{column + 1}");

    private static string Shown(string? value) => value switch
    {
        null => "NULL",
        { Length: > ShownValue } => $"'{value[..ShownValue]}...'",
        _ => $"'{value}'",
    };
}
