using Microsoft.Extensions.Configuration;
using WireProxy.Configuration.Readers;
using WireProxy.Configuration.Validators;

namespace WireProxy.Configuration;

/// <summary>Reads and checks the whole <c>WireProxy</c> section; reports every error, not the first.</summary>
internal static class ProxyOptionsReader
{
    public const string Root = "WireProxy";

    public static ConfigurationResult Read(IConfiguration configuration) => Read(configuration, new ReadingLog());

    public static ConfigurationResult Read(IConfiguration configuration, ReadingLog log)
    {
        ProxyOptions options = ReadSections(new SectionReader(configuration.GetSection(Root), "", log));
        foreach (OptionsValidator validate in OptionsValidators.All)
            validate(options, log);
        return new ConfigurationResult(options, [.. log.Errors]);
    }

    private static ProxyOptions ReadSections(SectionReader root)
    {
        var options = new ProxyOptions
        {
            Endpoints = [.. root.NamedObjects("Endpoints").Select(EndpointReader.Read)],
            Policies = [.. root.Objects("Policies").Select(PolicyReader.Read)],
            Masking = MaskingReader.Read(root.Object("Masking")),
            Audit = AuditReader.Read(root.Object("Audit")),
            Limits = LimitsReader.Read(root.Object("Limits")),
            Admin = AdminReader.Read(root.Object("Admin")),
        };
        root.RejectUnknownKeys();
        return options;
    }
}
