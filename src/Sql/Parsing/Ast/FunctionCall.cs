using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Parsing.Ast;

/// <summary>The call of a function whose body may be known.</summary>
internal sealed class FunctionCall(SqlName name)
{
    public SqlName Name { get; } = name;

    /// <summary>How many arguments are given.</summary>
    public int Count { get; set; }

    /// <summary>What they are made of, together.</summary>
    public Expression Arguments { get; } = new();
}
