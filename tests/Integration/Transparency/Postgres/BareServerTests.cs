using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Transparency.Postgres;

/// <summary>The test client itself, against the bare server: what fails here is no fault of the proxy.</summary>
public sealed class BareServerTests
{
    [Theory]
    [InlineData(SampleSchema.User)]
    [InlineData(SampleSchema.TrustedUser)]
    [InlineData("md5er")]
    [InlineData("clear")]
    public async Task Wire_client_logs_in_with_each_password_method(string user)
    {
        await using WireClient client = await WireClient.ConnectAsync(PostgresServer.Shared.Port);
        await client.StartAsync(user, SampleSchema.Password);

        Assert.Equal("T D:1 C:SELECT 1 Z:I", Transcript.Of(await client.QueryAsync("select 1")));
    }

    [Fact]
    public async Task Wire_client_logs_in_over_tls()
    {
        await using WireClient client = await WireClient.ConnectAsync(PostgresServer.Shared.Port);
        await client.RequestTlsAsync();
        await client.StartAsync("tlsonly", SampleSchema.Password);

        Assert.Equal("T D:t C:SELECT 1 Z:I", Transcript.Of(await client.QueryAsync("select ssl from pg_stat_ssl where pid = pg_backend_pid()")));
    }
}
