using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace WireProxy.Configuration.Readers;

/// <summary>Reads <c>Audit</c>.</summary>
internal static class AuditReader
{
    private static readonly (string Suffix, long Bytes)[] Units = [("KB", 1L << 10), ("MB", 1L << 20), ("GB", 1L << 30), ("TB", 1L << 40)];

    public static AuditOptions Read(SectionReader section)
    {
        var defaults = new AuditOptions();
        var audit = new AuditOptions
        {
            Store = section.Choice("Store", defaults.Store),
            Path = section.Value("Path", defaults.Path, ParseFolder),
            ConnectionString = section.Text("ConnectionString"),
            Durability = section.Choice("Durability", defaults.Durability),
            Results = section.Choice("Results", defaults.Results),
            Encryption = ReadEncryption(section.Object("Encryption")),
            Signing = ReadSigning(section.Object("Signing"), defaults.Signing),
            Witness = ReadWitness(section.Object("Witness")),
            Retention = ReadRetention(section.Object("Retention")),
        };
        section.RejectUnknownKeys();
        return audit;
    }

    private static AuditKeyOptions ReadEncryption(SectionReader section)
    {
        AuditKeyOptions key = ReadKey(section);
        section.RejectUnknownKeys();
        return key;
    }

    private static AuditSigningOptions ReadSigning(SectionReader section, AuditSigningOptions defaults)
    {
        var signing = new AuditSigningOptions
        {
            Key = ReadKey(section),
            Interval = section.Value("Interval", defaults.Interval, ScalarParsers.Duration),
            StepInterval = section.Value("StepInterval", defaults.StepInterval, ScalarParsers.Duration),
        };
        section.RejectUnknownKeys();
        return signing;
    }

    private static AuditKeyOptions ReadKey(SectionReader section) => new(section.Text("KeyFile"), section.Text("KeyVariable"));

    private static AuditWitnessOptions ReadWitness(SectionReader section)
    {
        var witness = new AuditWitnessOptions(section.Text("File"), section.Value<Uri?>("Url", null, ParseUrl));
        section.RejectUnknownKeys();
        return witness;
    }

    private static AuditRetentionOptions ReadRetention(SectionReader section)
    {
        var retention = new AuditRetentionOptions(
            section.Value<TimeSpan?>("MaxAge", null, ParseAge), section.Value<long?>("MaxBytes", null, ParseBytes));
        section.RejectUnknownKeys();
        return retention;
    }

    private static bool ParseFolder(string text, out string value, [NotNullWhen(false)] out string? problem)
    {
        value = text;
        problem = string.IsNullOrWhiteSpace(text) ? "expected a folder" : File.Exists(text) ? "is a file, expected a folder" : null;
        return problem is null;
    }

    private static bool ParseUrl(string text, out Uri? value, [NotNullWhen(false)] out string? problem)
    {
        bool isUrl = Uri.TryCreate(text, UriKind.Absolute, out value) && (value.Scheme == Uri.UriSchemeHttp || value.Scheme == Uri.UriSchemeHttps);
        problem = isUrl ? null : "expected an http or https address";
        return isUrl;
    }

    // Days first, because recordings are kept for days: 90.00:00:00. A day is the least that retention can take.
    private static bool ParseAge(string text, out TimeSpan? value, [NotNullWhen(false)] out string? problem)
    {
        bool isAge = text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan age) && age >= TimeSpan.FromDays(1);
        value = isAge ? TimeSpan.ParseExact(text, "c", CultureInfo.InvariantCulture) : null;
        problem = isAge ? null : "expected days.hh:mm:ss, at least a day";
        return isAge;
    }

    private static bool ParseBytes(string text, out long? value, [NotNullWhen(false)] out string? problem)
    {
        (string suffix, long unit) = Array.Find(Units, unit => text.EndsWith(unit.Suffix, StringComparison.OrdinalIgnoreCase));
        string number = suffix is null ? text : text[..^suffix.Length].TrimEnd();
        bool isSize = long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long count)
            && count > 0 && count <= long.MaxValue / Math.Max(unit, 1);
        value = isSize ? count * Math.Max(unit, 1) : null;
        problem = isSize ? null : "expected a number of bytes, or one with KB, MB, GB or TB";
        return isSize;
    }
}
