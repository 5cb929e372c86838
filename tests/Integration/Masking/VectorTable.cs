using System.Globalization;

namespace WireProxy.Integration.Masking;

/// <summary>One of the two tables that vectors run over: they differ in their name and values, and in whether they have masks.</summary>
internal sealed class VectorTable
{
    // Before the tables, which are made of them.
    private static readonly string[] Memos = ["one", "two"];

    public static readonly VectorTable Masked = new("vectors.people", ["Zq7-Xv4-Kw9M", "Jh3-Tb8-Gd5R"], [73194286, 82619357]);
    public static readonly VectorTable Open = new("vectors.neighbours", ["Fp6-Ny2-Lc8S", "Wm9-Rk3-Bx7D"], [64827193, 91753826]);

    private VectorTable(string name, string[] texts, int[] numbers)
    {
        Name = name;
        Values = new Secret(texts, numbers);
        Rows = string.Join(", ", Memos.Select((memo, at) => string.Create(CultureInfo.InvariantCulture, $"({at + 1}, '{texts[at]}', {numbers[at]}, '{memo}')")));
    }

    public string Name { get; }

    /// <summary>What must not be seen of the masked one.</summary>
    public Secret Values { get; }

    /// <summary>For INSERT: id, ssn, pin, memo.</summary>
    public string Rows { get; }
}
