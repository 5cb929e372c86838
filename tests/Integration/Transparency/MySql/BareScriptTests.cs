using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Transparency.MySql;

/// <summary>The scripts themselves, against the bare servers: two runs give the same bytes, or comparing them proves nothing.</summary>
public sealed class BareScriptTests
{
    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Every_script_gives_the_same_bytes_twice(Brand brand)
    {
        foreach (SessionScript script in SessionScript.All.Where(script => script.Only is null || script.Only == brand))
        {
            try
            {
                var login = new LoginOptions { Wanted = Capabilities.Usual | script.Needs };
                byte[] once = await PlayAsync(brand, script, login), again = await PlayAsync(brand, script, login);
                Assert.Equal(once.Length, once.AsSpan().CommonPrefixLength(again));
                Assert.Equal(once.Length, again.Length);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"{script}: {failure.Message}", failure);
            }
        }
    }

    private static async Task<byte[]> PlayAsync(Brand brand, SessionScript script, LoginOptions login)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(MySqlServer.Shared(brand).Port, login);
        return await script.PlayAsync(client);
    }
}
