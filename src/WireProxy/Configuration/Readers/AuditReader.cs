using System.Diagnostics.CodeAnalysis;

namespace WireProxy.Configuration.Readers;

/// <summary>Reads <c>Audit</c>.</summary>
internal static class AuditReader
{
    public static AuditOptions Read(SectionReader section)
    {
        var defaults = new AuditOptions();
        var audit = new AuditOptions
        {
            Store = section.Choice("Store", defaults.Store),
            Path = section.Value("Path", defaults.Path, ParseFolder),
            Durability = section.Choice("Durability", defaults.Durability),
            Results = section.Choice("Results", defaults.Results),
        };
        section.RejectUnknownKeys();
        return audit;
    }

    private static bool ParseFolder(string text, out string value, [NotNullWhen(false)] out string? problem)
    {
        value = text;
        problem = string.IsNullOrWhiteSpace(text) ? "expected a folder" : File.Exists(text) ? "is a file, expected a folder" : null;
        return problem is null;
    }
}
