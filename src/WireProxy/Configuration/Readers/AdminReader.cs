namespace WireProxy.Configuration.Readers;

/// <summary>Reads <c>Admin</c>.</summary>
internal static class AdminReader
{
    public static AdminOptions Read(SectionReader section)
    {
        var defaults = new AdminOptions();
        var admin = new AdminOptions
        {
            Enabled = section.Value("Enabled", defaults.Enabled, ScalarParsers.Switch),
            Listen = section.Value("Listen", defaults.Listen, ListenAddress.TryParse),
        };
        section.RejectUnknownKeys();
        return admin;
    }
}
