using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Tests.Oracle;

/// <summary>What PostgreSQL's parse tree says a statement does: a summary must contain it, or be partial.</summary>
internal sealed class OracleStatement
{
    public HashSet<StatementKind> Kinds { get; } = [];

    public HashSet<SqlName> Read { get; } = [];

    public HashSet<SqlName> Written { get; } = [];

    /// <summary>Relations of definitions, where it does not matter which access is claimed.</summary>
    public HashSet<SqlName> Named { get; } = [];

    public HashSet<SqlName> Functions { get; } = [];

    public bool HasUnconditionalChange { get; set; }

    public bool StoresWhatItReads { get; set; }

    /// <summary>The code that it carries in a literal.</summary>
    public OracleCode? Code { get; set; }

    /// <summary>Takes over what code in the statement does.</summary>
    public void Add(OracleStatement inside)
    {
        Kinds.UnionWith(inside.Kinds);
        Read.UnionWith(inside.Read);
        Written.UnionWith(inside.Written);
        Named.UnionWith(inside.Named);
        Functions.UnionWith(inside.Functions);
        HasUnconditionalChange |= inside.HasUnconditionalChange;
        StoresWhatItReads |= inside.StoresWhatItReads;
    }
}
