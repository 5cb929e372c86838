using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Analysis;

/// <summary>Summarises PostgreSQL statement texts.</summary>
public static class PostgresAnalyzer
{
    /// <summary>Never throws: what can not be read is a statement of kind Other with partial coverage.</summary>
    /// <param name="text">The statement text without its terminating NUL.</param>
    /// <param name="context">The session settings under which the server will read it.</param>
    public static StatementBatch Analyze(ReadOnlySpan<byte> text, LexicalContext context)
    {
        _ = text;
        _ = context;
        return new StatementBatch([]);
    }
}
