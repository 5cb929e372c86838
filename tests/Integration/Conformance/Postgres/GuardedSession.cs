using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Conformance.Postgres;

/// <summary>Sessions under the shared policy, and what must hold after a refusal.</summary>
internal static class GuardedSession
{
    public const string Drop = "drop table doomed";

    public static async Task<WireClient> LoginAsync() => await WireClient.LoginAsync((await SharedProxies.Guarded).Port);

    /// <summary>The one refusal among the frames says who refused, why, and where to look it up.</summary>
    public static void AssertRefusal(IEnumerable<WireFrame> frames, string message = SharedProxies.DropMessage)
    {
        WireFrame refusal = Assert.Single(frames, frame => frame.Code == 'E');
        Assert.Equal("42501", refusal.Sqlstate);
        Assert.Equal("ERROR", refusal.Field('S'));
        Assert.Equal("ERROR", refusal.Field('V'));
        Assert.Equal($"blocked by policy \"{SharedProxies.PolicyName}\": {message}", refusal.Field('M'));
        Assert.False(string.IsNullOrEmpty(refusal.Field('H')));
    }

    public static async Task AssertStillThereAsync() =>
        Assert.Equal("doomed", await PostgresServer.Shared.ScalarAsync("select to_regclass('doomed')::text"));

    public static async Task AssertUsableAsync(this WireClient client) =>
        Assert.Equal("T D:1 C:SELECT 1 Z:I", Transcript.Of(await client.QueryAsync("select 1")));

    /// <summary>Rows of the scratch table that carry this mark.</summary>
    public static async Task<long> CountAsync(string mark) =>
        (long)(await PostgresServer.Shared.ScalarAsync($"select count(*) from scratch where value = '{mark}'"))!;
}
