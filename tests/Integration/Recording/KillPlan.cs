using System.Globalization;

namespace WireProxy.Integration.Recording;

/// <summary>When a proxy is killed: as many random moments as <c>WIREPROXY_KILLS</c> says, by default one.</summary>
internal static class KillPlan
{
    private const int Usual = 1;
    private const int Seed = 20260301;

    public static IEnumerable<TimeSpan> Moments()
    {
        int kills = int.TryParse(Environment.GetEnvironmentVariable("WIREPROXY_KILLS"), CultureInfo.InvariantCulture, out int asked) ? asked : Usual;
        var random = new Random(Seed);
        for (int kill = 0; kill < kills; kill++)
            yield return TimeSpan.FromMilliseconds(random.Next(300, 2500));
    }
}
