using WireProxy.Configuration;
using WireProxy.Sql.Analysis;

namespace WireProxy.Policy;

/// <summary>What a rule without a message tells the client: its own conditions.</summary>
internal static class RuleText
{
    public static string Describe(RuleOptions rule)
    {
        var text = new List<string> { rule.Statements == StatementKinds.None ? "statement" : string.Join(", ", rule.Statements.Members()) };
        if (!rule.Relations.IsEmpty)
            text.Add($"on {string.Join(", ", rule.Relations)}");
        if (!rule.Functions.IsEmpty)
            text.Add($"calling {string.Join(", ", rule.Functions)}");
        if (rule.Where is { } where)
            text.Add(where == WherePresence.Present ? "with WHERE" : "without WHERE");
        return $"{string.Join(' ', text)} is not allowed";
    }
}
