using System.Globalization;
using System.Text;
using WireProxy.Policy;
using WireProxy.Sql.Analysis;

namespace WireProxy.Cli.Check;

/// <summary>Writes a checked text for a person to read.</summary>
internal static class CheckReport
{
    public static string Write(CheckedText text)
    {
        var report = new StringBuilder();
        Line(report, "verdict", CheckWords.Of(text.Verdict.Kind));
        if (text.Verdict.Policy is { } policy)
            Line(report, "policy", text.Verdict.Rule is { } rule ? $"{policy}, rule {rule}" : policy);
        if (text.Verdict.Message is { } message)
            Line(report, "message", message);
        Line(report, "coverage", CheckWords.Of(text.Batch));
        for (int i = 0; i < text.Batch.Statements.Length; i++)
            WriteStatement(report, i + 1, text.Batch.Statements[i], text);
        return report.ToString().TrimEnd();
    }

    private static void WriteStatement(StringBuilder report, int number, StatementSummary statement, CheckedText text)
    {
        report.AppendLine();
        Line(report, "statement", string.Create(CultureInfo.InvariantCulture, $"{number} {statement.Kind}"));
        Line(report, "kinds", string.Join(", ", statement.Kinds.Members()));
        if (!statement.Relations.IsEmpty)
            Line(report, "relations", string.Join(", ", statement.Relations.Select(relation => $"{relation.Name} ({CheckWords.Of(relation.Access)})")));
        if (!statement.Functions.IsEmpty)
            Line(report, "functions", string.Join(", ", statement.Functions));
        if (statement.Where != WherePresence.None)
            Line(report, "where", CheckWords.Of(statement.Where));
        if (statement.Coverage.Gap is { } gap)
            Line(report, "not read", gap);
        if (statement.Fingerprint is { } fingerprint)
            Line(report, "fingerprint", fingerprint.ToString());
        foreach (OutputColumn output in statement.Outputs)
            Line(report, "output", Describe(output, text));
        foreach (ColumnMask mask in text.PossibleMasks(statement))
            Line(report, "may mask", $"{mask.Column}, mask {mask.With.Kind} of {mask.Policy}");
    }

    private static string Describe(OutputColumn output, CheckedText text)
    {
        string source = output.Lineage.IsKnown
            ? string.Join(", ", output.Lineage.Sources.Select(CheckWords.Of))
            : "unknown sources";
        string mask = text.MaskOf(output) is { } met ? $", mask {met.With.Kind} of {met.Policy}" : "";
        return $"{output.Name ?? "?"}{(source.Length == 0 ? "" : $" from {source}")}{mask}";
    }

    private static void Line(StringBuilder report, string name, string value) =>
        report.Append(CultureInfo.InvariantCulture, $"{name,-10} ").AppendLine(value);
}
