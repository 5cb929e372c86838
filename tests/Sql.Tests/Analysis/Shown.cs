using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.Analysis;

/// <summary>Summaries as one line of text, so that tests compare them whole.</summary>
internal static class Shown
{
    /// <summary><c>Kind+nested r:read w:written f:functions where:x moves changes:x partial</c>; what is empty is left out.</summary>
    public static string Of(StatementSummary summary)
    {
        var shown = new StringBuilder(summary.Kind.ToString());
        foreach (StatementKind kind in summary.Kinds.Members().Where(kind => kind != summary.Kind))
            shown.Append('+').Append(kind);
        Append(shown, " r:", Names(summary, AccessMode.Read));
        Append(shown, " w:", Names(summary, AccessMode.Write));
        Append(shown, " f:", summary.Functions.Select(function => function.ToString()));
        if (summary.Where != WherePresence.None)
            shown.Append(" where:").Append(summary.Where);
        if (summary.Movement == DataMovement.StoresWhatItReads)
            shown.Append(" moves");
        if (summary.SessionChange != SessionChange.None)
            shown.Append(" changes:").Append(summary.SessionChange);
        if (!summary.Coverage.IsComplete)
            shown.Append(" partial");
        return shown.ToString();
    }

    public static string Of(string sql) => Of(Encoding.UTF8.GetBytes(sql));

    public static string Of(byte[] sql) => Of(sql, LexicalContext.PostgresDefault);

    public static string OfMySql(string sql) => OfMySql(Encoding.UTF8.GetBytes(sql), LexicalContext.MySqlDefault);

    public static string OfMySql(byte[] sql, LexicalContext context) =>
        string.Join(" | ", MySqlAnalyzer.Analyze(sql, context).Statements.Select(Of));

    public static string Of(byte[] sql, LexicalContext context) =>
        string.Join(" | ", PostgresAnalyzer.Analyze(sql, context).Statements.Select(Of));

    private static IEnumerable<string> Names(StatementSummary summary, AccessMode access) =>
        summary.Relations.Where(relation => relation.Access == access).Select(relation => relation.Name.ToString());

    private static void Append(StringBuilder shown, string label, IEnumerable<string> values)
    {
        string joined = string.Join(',', values);
        if (joined.Length > 0)
            shown.Append(label).Append(joined);
    }
}
