namespace WireProxy.Integration.Masking;

/// <summary>One way in which a masked value might leave, written over a table that <c>{t}</c> stands for.</summary>
/// <param name="Name">Where it is known from, and what it is.</param>
/// <param name="Sql">The statement whose answer would have the value.</param>
public sealed record Vector(string Name, string Sql)
{
    /// <summary>What has to run before it in the same session.</summary>
    public string[] Before { get; init; } = [];

    public VectorReach Reach { get; init; }

    public VectorControl Control { get; init; }

    public string On(string table) => Sql.Replace("{t}", table, StringComparison.Ordinal);

    public IEnumerable<string> BeforeOn(string table) => Before.Select(sql => sql.Replace("{t}", table, StringComparison.Ordinal));

    public override string ToString() => Name;
}

/// <summary>The channels of a protocol that can run a vector.</summary>
public enum VectorReach
{
    /// <summary>All of them: it is one query.</summary>
    EveryChannel,

    /// <summary>It is one statement, and none that a cursor or COPY could run.</summary>
    Statements,

    /// <summary>It is text of the simple protocol only.</summary>
    TextOnly,
}

/// <summary>What the same statement over a table without masks must give.</summary>
public enum VectorControl
{
    /// <summary>The very bytes of the server.</summary>
    Identical,

    /// <summary>It may be refused or masked, for the reason that docs/limitations.md gives.</summary>
    Documented,
}
