using System.Globalization;
using System.Text;
using WireProxy.Audit.Verification;

namespace WireProxy.Cli.Verify;

/// <summary>A report for a person to read: the verdict first.</summary>
internal static class VerifyText
{
    public static void Write(VerifyReport report, TimeSpan elapsed, TextWriter output)
    {
        output.WriteLine(report.IsIntact ? "intact" : $"NOT what was recorded: {Count(report.Findings.Count)} findings, the first is the first bad record");
        foreach (Finding finding in report.Findings)
            output.WriteLine("  " + Describe(finding));
        double megabytes = report.Bytes / 1e6;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Sessions} sessions, {report.Chunks} chunks, {report.Frames} frames, {report.SignedFrames} of them signed; {megabytes:F1} MB in {elapsed.TotalSeconds:F2} s, {megabytes / Math.Max(elapsed.TotalSeconds, 1e-3):F0} MB/s"));
        if (report.Shredded + report.ErasedDays > 0)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Shredded} sessions were shredded, {report.ErasedDays} days were erased, as the ledger says"));
        foreach (string note in report.Notes)
            output.WriteLine("note: " + note);
    }

    private static string Describe(Finding finding)
    {
        var text = new StringBuilder($"{finding.Kind}: {finding.Message}");
        string separator = " (";
        Add("day", finding.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("offset", finding.Offset?.ToString(CultureInfo.InvariantCulture));
        Add("frame", finding.Position?.ToString(CultureInfo.InvariantCulture));
        Add("session", finding.Session?.ToString());
        Add("chunk", finding.Chunk?.ToString(CultureInfo.InvariantCulture));
        Add("record", finding.Record?.ToString(CultureInfo.InvariantCulture));
        return text.Append(separator == " (" ? "" : ")").ToString();

        void Add(string name, string? value)
        {
            if (value is null)
                return;
            text.Append(separator).Append(name).Append(' ').Append(value);
            separator = ", ";
        }
    }

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
